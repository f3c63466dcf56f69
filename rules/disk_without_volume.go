// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// diskWithoutVolume: a disk has no volume.
var diskWithoutVolume = Rule{
	ID:           "disk-without-volume",
	Topic:        Storage,
	Title:        "a disk has no volume",
	Why:          "Each disk shows the volume of its name: the webhook of KubeVirt refuses the machine.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-api/webhooks/validating-webhook/admitters/vmi-create-admitter.go"},
	CatalogueIDs: []string{"vm/STO-08"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		volumes := m.Instance.Get("volumes")
		for _, list := range []string{"disks", "filesystems"} {
			for _, disk := range plan.Elements(m.Devices.Get(list)) {
				if name := disk.Get("name").Text(); !named(volumes, name) && !plan.Exists(disk.Get("cdrom")) {
					r.machine(m, inInstance("domain.devices."+list).Elem("name", name), "there is no volume %s, and KubeVirt refuses the machine; add it, or take the disk out", name).values(name, nil)
				}
			}
		}
	}),
}
