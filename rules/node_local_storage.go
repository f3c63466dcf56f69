// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// nodeLocalStorage: a disk is in a storage class that keeps it on one node.
var nodeLocalStorage = Rule{
	ID:           "node-local-storage",
	Topic:        Storage,
	Title:        "a disk is in a storage class that keeps it on one node",
	Why:          "Volumes of such a class stay on the node where they were made: when it dies the machine starts nowhere else.",
	Severity:     plan.Info,
	Since:        since,
	Links:        []string{userGuide + "storage/disks_and_volumes.md"},
	CatalogueIDs: []string{"vm/STO-05"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		if m.WantsMigration() {
			return
		}
		for _, template := range plan.Elements(m.dataVolumeTemplates()) {
			for _, field := range []string{"storage", "pvc"} {
				if class := template.Get("spec").Get(field).Get("storageClassName").Text(); nodeLocal(class) {
					name := template.Get("metadata").Get("name").Text()
					r.machine(m, templatesPath.Elem("metadata.name", name).Key("spec", field, "storageClassName"), "by its name the class %s keeps volumes on one node, so the machine starts nowhere else when that dies; use shared storage where it must", class).values(class, nil)
				}
			}
		}
	}),
}
