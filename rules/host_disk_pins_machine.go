// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// hostDiskPinsMachine: a disk on one host keeps the machine there.
var hostDiskPinsMachine = Rule{
	ID:           "host-disk-pins-machine",
	Topic:        Storage,
	Title:        "a disk on one host keeps the machine there",
	Why:          "A hostDisk lies in a folder of one node: the machine can neither migrate nor start elsewhere when that node dies, and without the feature gate HostDisk KubeVirt refuses it.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-handler/vm.go", userGuide + "storage/disks_and_volumes.md"},
	CatalogueIDs: []string{"vm/EVI-03", "vm/STO-05", "node/PDB-04"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		for _, volume := range plan.Elements(m.Instance.Get("volumes")) {
			disk := volume.Get("hostDisk")
			if plan.Exists(disk) && !isTrue(disk.Get("shared")) {
				r.machine(m, volumePath(volume).Key("hostDisk"), "the disk %s lies on one node, so the machine can neither migrate nor start elsewhere; use a ReadWriteMany volume", disk.Get("path").Text()).
					values(disk.Get("path").Text(), nil).asIf(!m.WantsMigration(), plan.Warning)
			}
		}
	}),
}
