// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"encoding/base64"
	"strings"

	"vmha.dev/vmha/plan"
)

// cloudInitTooLong: the data for cloud-init is too long to stand in the machine.
var cloudInitTooLong = Rule{
	ID:           "cloud-init-too-long",
	Topic:        Storage,
	Title:        "the data for cloud-init is too long to stand in the machine",
	Why:          "Inline userData and networkData have at most 2048 bytes each: the webhook of KubeVirt refuses the machine.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-api/webhooks/validating-webhook/admitters/vmi-create-admitter.go"},
	CatalogueIDs: []string{"vm/STO-07"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		for _, volume := range plan.Elements(m.Instance.Get("volumes")) {
			for _, source := range plan.CloudInitSources {
				for _, field := range []string{"userData", "networkData"} {
					if size := inlineSize(volume.Get(source), field); size > maxInline {
						r.machine(m, volumePath(volume).Key(source, field), "%s has %d bytes, at most %d are allowed; put it into a Secret (%s)", field, size, maxInline, secretField(field)).values(size, nil)
					}
				}
			}
		}
	}),
}

// maxInline is how many bytes of data KubeVirt takes inline.
const maxInline = 2048

// inlineSize is the size of the data of cloud-init, plain or in base64.
func inlineSize(data plan.Node, field string) int {
	if text := data.Get(field); plan.Exists(text) {
		return len(text.Text())
	}
	decoded, _ := base64.StdEncoding.DecodeString(strings.TrimSpace(data.Get(field + "Base64").Text()))
	return len(decoded)
}

func secretField(field string) string {
	if field == "userData" {
		return "secretRef"
	}
	return "networkDataSecretRef"
}
