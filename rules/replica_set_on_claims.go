// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// replicaSetOnClaims: all instances of a replica set write to one disk.
var replicaSetOnClaims = Rule{
	ID:           "replica-set-on-claims",
	Topic:        Pools,
	Title:        "all instances of a replica set write to one disk",
	Why:          "A VirtualMachineInstanceReplicaSet is for machines that keep nothing: its instances share every claim, which destroys the data or keeps all but one from starting.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{userGuide + "user_workloads/replicaset.md"},
	CatalogueIDs: []string{"vm/POL-08"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		for _, volume := range plan.Elements(m.Instance.Get("volumes")) {
			if name := claimName(volume); name != "" && m.Ref.Kind == kindReplicaSet && m.written(volume) {
				r.machine(m, volumePath(volume), "all instances write to the disk %s; use containerDisk or ephemeral volumes, or a VirtualMachinePool with dataVolumeTemplates", name).values(name, nil)
			}
		}
	}),
}
