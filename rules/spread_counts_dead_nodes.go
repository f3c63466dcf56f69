// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// spreadCountsDeadNodes: a dead node counts as an empty one.
var spreadCountsDeadNodes = Rule{
	ID:           "spread-counts-dead-nodes",
	Topic:        Placement,
	Title:        "a dead node counts as an empty one",
	Why:          "A spread constraint with DoNotSchedule counts nodes with taints unless told otherwise: after the loss of a node the replacement must go there, and waits.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{kubernetesDoc + "concepts/scheduling-eviction/topology-spread-constraints/"},
	CatalogueIDs: []string{"vm/PLC-05"},
	Restart:      true,
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		for _, t := range m.constraints() {
			if t.required && t.node.Get("nodeTaintsPolicy").Text() != "Honor" {
				path := inInstance("topologySpreadConstraints").Elem("topologyKey", t.topology(), "whenUnsatisfiable", "DoNotSchedule")
				r.machine(m, path.Key("nodeTaintsPolicy"), "the constraint over %s counts a dead node as an empty one, so a replacement waits for it; write nodeTaintsPolicy: Honor", t.topology()).
					values(valueOf(t.node.Get("nodeTaintsPolicy")), "Honor")
			}
		}
	}),
	Fix: setProposed,
}
