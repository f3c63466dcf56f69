// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"

	"vmha.dev/vmha/plan"
)

// hardAntiAffinityNeedsNodes: there are too few nodes to keep the machines apart.
var hardAntiAffinityNeedsNodes = Rule{
	ID:           "hard-anti-affinity-needs-nodes",
	Topic:        Placement,
	Title:        "there are too few nodes to keep the machines apart",
	Why:          "With a required anti-affinity over nodes N machines need N+1 nodes: the target pod of a migration must not share a node with any of them, and a replacement must go somewhere.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-controller/watch/migration/migration.go", kubevirtIssue + "7780"},
	CatalogueIDs: []string{"vm/PLC-03", "node/NODE-33"},
	Check: eachMachine(func(w *World, m *Machine, r *report) {
		for _, t := range m.terms("podAntiAffinity") {
			if !t.required || t.topology() != hostname || !t.selector().Machine(m) {
				continue
			}
			machines, _ := w.Selected(m.Ref.Namespace, t.selector())
			count, nodes := countOf(machines), int64(w.Facts.WorkerNodes)
			if count < 2 || nodes > count || machines[0] != m {
				continue
			}
			n := r.machine(m, t.path(), "%d machines keep off each other's nodes, so a migration or a replacement needs a node more than that; see that there are %d, or prefer instead of requiring", count, count+1).as(plan.Info)
			if nodes > 0 {
				n.as(plan.Warning).finding.Message = fmt.Sprintf("%d machines keep off each other's nodes, and the platform has %d nodes: a migration or a replacement needs %d; prefer instead of requiring", count, nodes, count+1)
			}
			return
		}
	}),
}
