// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// poolSharesDisk: all machines of a pool write to one disk.
var poolSharesDisk = Rule{
	ID:           "pool-shares-disk",
	Topic:        Pools,
	Title:        "all machines of a pool write to one disk",
	Why:          "Only disks from dataVolumeTemplates are made for each machine: a claim or DataVolume that is named is the same for all, and one machine alone can hold its lock.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-controller/watch/pool/pool.go"},
	CatalogueIDs: []string{"vm/POL-07"},
	Check: eachPool(func(_ *World, m *Machine, r *report) {
		for _, volume := range plan.Elements(m.Instance.Get("volumes")) {
			if name := claimName(volume); name != "" && m.Replicas > 1 && m.written(volume) && !m.ownTemplate(name) {
				r.machine(m, volumePath(volume), "all %d machines write to the disk %s, and one alone can run; make it by dataVolumeTemplates", m.Replicas, name).values(name, nil)
			}
		}
	}),
}
