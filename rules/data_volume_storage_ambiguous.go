// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// dataVolumeStorageAmbiguous: a DataVolume states its storage twice, or not at all.
var dataVolumeStorageAmbiguous = Rule{
	ID:           "data-volume-storage-ambiguous",
	Topic:        Storage,
	Title:        "a DataVolume states its storage twice, or not at all",
	Why:          "A DataVolume has exactly one of pvc and storage: the webhook of CDI, or of KubeVirt, refuses it.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{cdi + "datavolumes.md", kubevirt + "pkg/virt-api/webhooks/validating-webhook/admitters/vms-admitter.go"},
	CatalogueIDs: []string{"vm/STO-03"},
	Check: all(eachMachine(func(_ *World, m *Machine, r *report) {
		for _, template := range plan.Elements(m.dataVolumeTemplates()) {
			name, spec := template.Get("metadata").Get("name").Text(), template.Get("spec")
			if problem := storageProblem(spec); problem != "" {
				r.machine(m, templatesPath.Elem("metadata.name", name).Key("spec"), "%s", problem)
			}
		}
	}), each(cdiGroup, "DataVolume", func(_ *World, o plan.Item, r *report) {
		if problem := storageProblem(o.Root.Get("spec")); problem != "" && o.Root.Get("spec").Kind() == plan.Map {
			r.on(o, "spec", "%s", problem)
		}
	})),
}

func storageProblem(spec plan.Node) string {
	pvc, storage := plan.Exists(spec.Get("pvc")), plan.Exists(spec.Get("storage"))
	switch {
	case pvc && storage:
		return "pvc and storage exclude each other, and the DataVolume is refused; keep storage, which knows the storage profile"
	case !pvc && !storage:
		return "the DataVolume states neither storage nor pvc, and is refused; write storage"
	}
	return ""
}
