// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// affinityBlocksMigration: a machine must stay with another one.
var affinityBlocksMigration = Rule{
	ID:           "affinity-blocks-migration",
	Topic:        Placement,
	Title:        "a machine must stay with another one",
	Why:          "With a required affinity to another machine neither of them can migrate alone: the target pod finds no node.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{kubevirtIssue + "18165"},
	CatalogueIDs: []string{"vm/PLC-07"},
	Check: eachMachine(func(w *World, m *Machine, r *report) {
		for _, t := range m.terms("podAffinity") {
			if machines, _ := w.Selected(m.Ref.Namespace, t.selector()); t.required && t.topology() == hostname && len(machines) > 0 {
				r.machine(m, t.path(), "the machine must run on the node of %s, so neither can migrate away from the other; prefer instead of requiring", machines[0].Ref)
			}
		}
	}),
}
