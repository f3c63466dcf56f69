// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// cloudInitSourceAmbiguous: the data for cloud-init comes from several sources.
var cloudInitSourceAmbiguous = Rule{
	ID:           "cloud-init-source-ambiguous",
	Topic:        Storage,
	Title:        "the data for cloud-init comes from several sources",
	Why:          "User data and network data come from one source each: the webhook of KubeVirt refuses the machine.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-api/webhooks/validating-webhook/admitters/vmi-create-admitter.go"},
	CatalogueIDs: []string{"vm/STO-07"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		for _, volume := range plan.Elements(m.Instance.Get("volumes")) {
			for _, source := range plan.CloudInitSources {
				data := volume.Get(source)
				if !plan.Exists(data) {
					continue
				}
				user, network := sourcesOf(data, "userData", "userDataBase64", "secretRef"), sourcesOf(data, "networkData", "networkDataBase64", "networkDataSecretRef")
				for _, several := range [][]string{user, network} {
					if len(several) > 1 {
						r.machine(m, volumePath(volume).Key(source), "%s exclude each other; keep one of them", plan.Enumerate(several)).values(texts(several), nil)
					}
				}
				if len(user)+len(network) == 0 {
					r.machine(m, volumePath(volume).Key(source), "%s holds no data, and KubeVirt refuses the machine; write userData or secretRef, or take the volume out", source)
				}
			}
		}
	}),
}

// sourcesOf are the fields that are set.
func sourcesOf(data plan.Node, fields ...string) []string {
	var set []string
	for _, field := range fields {
		if plan.Exists(data.Get(field)) {
			set = append(set, field)
		}
	}
	return set
}
