// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// singleWriterDiskDelaysFailover: after the loss of a node a disk comes free late.
var singleWriterDiskDelaysFailover = Rule{
	ID:           "single-writer-disk-delays-failover",
	Topic:        Storage,
	Title:        "after the loss of a node a disk comes free late",
	Why:          "A ReadWriteOnce disk is attached elsewhere only after somebody made sure that the node is dead, and then up to 6 minutes later, unless the node has the out-of-service taint.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{kubernetes + "pkg/controller/volume/attachdetach/attach_detach_controller.go", kubernetesDoc + "concepts/cluster-administration/node-shutdown/"},
	CatalogueIDs: []string{"vm/STO-06", "vm/NOD-02"},
	Check: eachMachine(func(w *World, m *Machine, r *report) {
		if !m.Recovers() || m.WantsMigration() {
			return
		}
		wanted := w.fenced() || (m.Group != nil && m.Group.Run != nil)
		for _, volume := range plan.Elements(m.Instance.Get("volumes")) {
			claim := plan.ClaimOf(m.Machine, w.Inventory, volume)
			if claim.Shared == plan.SharedNo && m.written(volume) {
				r.machine(m, volumePath(volume), "the disk %s is not ReadWriteMany: after the loss of its node it is attached elsewhere only once that is fenced, and up to 6 minutes later without the out-of-service taint", claim.Name).
					values(texts(claim.Modes), "ReadWriteMany").asIf(!wanted, plan.Info)
				return
			}
		}
	}),
}
