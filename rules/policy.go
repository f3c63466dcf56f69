// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"slices"

	"vmha.dev/vmha/plan"
)

// Policy is a NetworkPolicy that restricts what comes in.
type Policy struct {
	plan.Item

	Selector Selector
	// everyone is set where the policy is for all pods of its namespace.
	everyone bool
}

func (w *World) addPolicies() {
	for _, item := range w.Objects("networking.k8s.io", "NetworkPolicy") {
		spec := item.Root.Get("spec")
		types := plan.Texts(spec.Get("policyTypes"))
		if spec.Kind() != plan.Map || (len(types) > 0 && !slices.Contains(types, "Ingress")) {
			continue
		}
		selector := readSelector(spec.Get("podSelector"))
		w.Policies[item.Ref.Namespace] = append(w.Policies[item.Ref.Namespace], &Policy{Item: item, Selector: selector, everyone: selector.Empty()})
	}
}

// PoliciesOf are the policies that restrict what comes into a machine.
func (w *World) PoliciesOf(m *Machine) []*Policy {
	var policies []*Policy
	for _, p := range w.Policies[m.Ref.Namespace] {
		if p.everyone || p.Selector.Machine(m) {
			policies = append(policies, p)
		}
	}
	return policies
}
