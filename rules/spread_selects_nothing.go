// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// spreadSelectsNothing: a constraint is to keep the machine away from nothing.
var spreadSelectsNothing = Rule{
	ID:           "spread-selects-nothing",
	Topic:        Placement,
	Title:        "a constraint is to keep the machine away from nothing",
	Why:          "A spread constraint or an anti-affinity whose selector matches no pod has no effect: all replicas may run on one node.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubernetesDoc + "concepts/scheduling-eviction/topology-spread-constraints/", kubevirt + "pkg/virt-controller/services/template.go"},
	CatalogueIDs: []string{"vm/PLC-02"},
	Check: eachMachine(func(w *World, m *Machine, r *report) {
		for _, t := range m.constraints() {
			if s := t.selector(); !s.Machine(m) && !s.Empty() {
				r.machine(m, t.path().Key("labelSelector"), "the selector %s does not match the machine's own template labels, so the constraint does not count its pod; use labels that the template carries", s).values(s.String(), nil)
			}
		}
		for _, t := range m.terms("podAntiAffinity") {
			s := t.selector()
			if s.Machine(m) || s.Empty() || plan.Exists(t.node.Get("namespaces")) || plan.Exists(t.node.Get("namespaceSelector")) {
				continue
			}
			if others, pods := w.Selected(m.Ref.Namespace, s); len(others) == 0 && !pods && aboutItself(m, s) {
				r.machine(m, t.path().Key("labelSelector"), "the selector %s matches no pod, not even the machine's own, so the anti-affinity is without effect; use labels that the template carries", s).values(s.String(), nil)
			}
		}
	}),
}

// aboutItself says whether a selector speaks of labels that the machine has, with other
// values or on the object instead of the template.
func aboutItself(m *Machine, s Selector) bool {
	own := m.Root.Get("metadata").Get("labels")
	for key := range s.Pairs {
		if _, carried := m.PodLabels[key]; carried || plan.Exists(own.Get(key)) {
			return true
		}
	}
	return false
}
