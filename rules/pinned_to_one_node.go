// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// pinnedToOneNode: a machine can run on one node only.
var pinnedToOneNode = Rule{
	ID:           "pinned-to-one-node",
	Topic:        Placement,
	Title:        "a machine can run on one node only",
	Why:          "A machine that is pinned to a node by name can neither be migrated nor start elsewhere when that node dies.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirtIssue + "5565", kubernetesDoc + "concepts/scheduling-eviction/assign-pod-node/"},
	CatalogueIDs: []string{"vm/PLC-04", "vm/EVI-03"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		if node, path := m.PinnedTo(); node != "" {
			serious := m.WantsMigration() || (m.Group != nil && m.Group.Run != nil)
			r.machine(m, path, "the machine can run on node %s only, so it can neither migrate nor start elsewhere when that dies; select nodes by another label", node).values(node, nil).asIf(!serious, plan.Warning)
		}
	}),
}
