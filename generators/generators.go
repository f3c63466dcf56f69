// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

// Package generators turns a plan into new objects: one file per kind, each a pure
// function. What two kinds must agree on was decided in package plan.
package generators

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"vmha.dev/vmha/plan"
)

// A Generator makes the objects of one kind.
type Generator func(plan.Plan) []plan.Object

// All generators, in the order in which their objects are written.
var All = []Generator{
	Services,
	PodDisruptionBudgets,
	IPAddressPools,
	L2Advertisements,
	MachineHealthChecks,
}

// Run makes all objects of a plan.
func Run(p plan.Plan) []plan.Object {
	var objects []plan.Object
	for _, generate := range All {
		objects = append(objects, generate(p)...)
	}
	return objects
}

func object(source plan.Source, scope plan.Scope, meta metav1.ObjectMeta, kind metav1.TypeMeta, value any) plan.Object {
	return plan.Object{
		Source: source, Scope: scope, Value: value,
		Ref: plan.Ref{APIVersion: kind.APIVersion, Kind: kind.Kind, Namespace: meta.Namespace, Name: meta.Name},
	}
}
