// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// rootDiskIsEphemeral: what the machine writes is lost at every restart.
var rootDiskIsEphemeral = Rule{
	ID:           "root-disk-is-ephemeral",
	Topic:        Storage,
	Title:        "what the machine writes is lost at every restart",
	Why:          "A root disk on containerDisk, ephemeral or emptyDisk is new after every recovery: that suits machines that keep nothing.",
	Severity:     plan.Info,
	Since:        since,
	Links:        []string{userGuide + "storage/disks_and_volumes.md"},
	CatalogueIDs: []string{"vm/STO-09"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		volume := m.bootVolume()
		for _, source := range []string{"containerDisk", "ephemeral", "emptyDisk"} {
			if plan.Exists(volume.Get(source)) && m.Controlled() {
				r.machine(m, volumePath(volume).Key(source), "the machine boots from a %s, so what it writes is lost at every restart; use a DataVolume where it must be kept", source).values(source, nil)
			}
		}
	}),
}
