// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package generators

import (
	policyv1 "k8s.io/api/policy/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"vmha.dev/vmha/plan"
)

// PodDisruptionBudgets makes the budget of each group that asks for one. minAvailable is
// an integer: with a percentage, or with maxUnavailable, the disruption controller asks
// the VirtualMachineInstance for a scale that it has not, and allows no eviction at all
// (kubevirt/kubevirt#18063).
func PodDisruptionBudgets(p plan.Plan) []plan.Object {
	var objects []plan.Object
	for i := range p.Groups {
		if group := &p.Groups[i]; group.Budget != nil {
			objects = append(objects, budget(group))
		}
	}
	return objects
}

func budget(g *plan.Group) plan.Object {
	minAvailable := intstr.FromInt32(g.Budget.MinAvailable)
	unhealthy := policyv1.AlwaysAllow // a machine that is not ready must not block a drain
	b := &policyv1.PodDisruptionBudget{
		TypeMeta:   metav1.TypeMeta{APIVersion: "policy/v1", Kind: "PodDisruptionBudget"},
		ObjectMeta: metav1.ObjectMeta{Name: g.Name, Namespace: g.Namespace},
		Spec: policyv1.PodDisruptionBudgetSpec{
			MinAvailable:               &minAvailable,
			Selector:                   &metav1.LabelSelector{MatchLabels: g.Selector},
			UnhealthyPodEvictionPolicy: &unhealthy,
		},
	}
	return object(g.Budget.Source, plan.Application, b.ObjectMeta, b.TypeMeta, b)
}
