// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// dataVolumeTemplateUnused: a template of a DataVolume is used by no volume.
var dataVolumeTemplateUnused = Rule{
	ID:           "data-volume-template-unused",
	Topic:        Storage,
	Title:        "a template of a DataVolume is used by no volume",
	Why:          "Each template belongs to a volume of the machine: the webhook of KubeVirt refuses the machine.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-api/webhooks/validating-webhook/admitters/vms-admitter.go"},
	CatalogueIDs: []string{"vm/STO-03"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		templates := m.dataVolumeTemplates()
		if templates.Len() == 0 {
			return
		}
		used := map[string]bool{}
		for _, volume := range plan.Elements(m.Instance.Get("volumes")) {
			used[claimName(volume)] = true
		}
		for i, template := range plan.Elements(templates) {
			switch name := template.Get("metadata").Get("name").Text(); {
			case name == "":
				r.machine(m, templatesPath.Index(i).Key("metadata", "name"), "the template of the DataVolume has no name, and KubeVirt refuses the machine; give it one, and use it in a volume")
			case !used[name]:
				r.machine(m, templatesPath.Elem("metadata.name", name), "no volume uses the DataVolume %s, and KubeVirt refuses the machine; add a volume with dataVolume: {name: %s}, or take the template out", name, name).values(name, nil)
			}
		}
	}),
}
