// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package generators

import (
	machinev1beta1 "github.com/openshift/api/machine/v1beta1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"vmha.dev/vmha/plan"
)

// MachineHealthChecks makes the health checks of the platforms. Both conditions are
// there, with status and timeout: a node without power is Ready=Unknown, one whose
// kubelet is in trouble Ready=False; without status a condition never fires and without
// timeout it fires at once. maxUnhealthy is an integer, because percentages are rounded
// down to zero on small pools (openshift machine-api-operator machinehealthcheck_controller.go).
func MachineHealthChecks(p plan.Plan) []plan.Object {
	objects := make([]plan.Object, 0, len(p.HealthChecks))
	for _, check := range p.HealthChecks {
		objects = append(objects, healthCheck(check))
	}
	return objects
}

func healthCheck(check plan.HealthCheck) plan.Object {
	maxUnhealthy := intstr.FromInt32(check.MaxUnhealthy)
	o := &machinev1beta1.MachineHealthCheck{
		TypeMeta:   metav1.TypeMeta{APIVersion: "machine.openshift.io/v1beta1", Kind: "MachineHealthCheck"},
		ObjectMeta: metav1.ObjectMeta{Name: check.Name, Namespace: plan.MachineAPINamespace},
		Spec: machinev1beta1.MachineHealthCheckSpec{
			Selector: check.Selector,
			UnhealthyConditions: []machinev1beta1.UnhealthyCondition{
				{Type: corev1.NodeReady, Status: corev1.ConditionFalse, Timeout: check.Timeout},
				{Type: corev1.NodeReady, Status: corev1.ConditionUnknown, Timeout: check.Timeout},
			},
			MaxUnhealthy:       &maxUnhealthy,
			NodeStartupTimeout: check.NodeStartupTimeout,
		},
	}
	if template := check.Template; template != nil {
		// The template is looked up in the namespace of the Machine, whatever its reference says.
		o.Spec.RemediationTemplate = &corev1.ObjectReference{
			APIVersion: template.APIVersion, Kind: template.Kind, Name: template.Name, Namespace: plan.MachineAPINamespace,
		}
	}
	return object(check.Source, plan.Infrastructure, o.ObjectMeta, o.TypeMeta, o)
}
