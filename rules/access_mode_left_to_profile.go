// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// accessModeLeftToProfile: whether a disk can be shared is left to the storage profile.
var accessModeLeftToProfile = Rule{
	ID:           "access-mode-left-to-profile",
	Topic:        Storage,
	Title:        "whether a disk can be shared is left to the storage profile",
	Why:          "Without accessModes the profile of the storage class decides whether the disk is ReadWriteMany: on one cluster the machine migrates, on another every drain of its node hangs.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{cdi + "storageprofile.md"},
	CatalogueIDs: []string{"vm/STO-02"},
	Check: all(eachMachine(func(_ *World, m *Machine, r *report) {
		for _, template := range plan.Elements(m.dataVolumeTemplates()) {
			name, spec := template.Get("metadata").Get("name").Text(), template.Get("spec")
			if leavesModes(spec) {
				r.machine(m, templatesPath.Elem("metadata.name", name).Key("spec", "storage", "accessModes"), "whether %s is ReadWriteMany is left to its storage profile; write accessModes: [ReadWriteMany] where the class offers it", name).
					values(nil, []any{"ReadWriteMany"}).asIf(!m.WantsMigration(), plan.Info)
			}
		}
	}), each(cdiGroup, "DataVolume", func(_ *World, o plan.Item, r *report) {
		if leavesModes(o.Root.Get("spec")) {
			r.on(o, "spec.storage.accessModes", "whether %s is ReadWriteMany is left to its storage profile; write accessModes: [ReadWriteMany] where the class offers it", o.Ref.Name).values(nil, []any{"ReadWriteMany"}).as(plan.Info)
		}
	})),
}

// leavesModes says whether a DataVolume has storage without access modes.
func leavesModes(spec plan.Node) bool {
	storage := spec.Get("storage")
	return storage.Kind() == plan.Map && storage.Get("accessModes").Len() == 0
}
