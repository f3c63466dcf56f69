// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// reservedTemplateLabel: a template carries a label that KubeVirt keeps for itself.
var reservedTemplateLabel = Rule{
	ID:           "reserved-template-label",
	Topic:        LoadBalancing,
	Title:        "a template carries a label that KubeVirt keeps for itself",
	Why:          "The webhook of KubeVirt refuses a machine with one of its own labels on the template.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-api/webhooks/validating-webhook/admitters/vmi-create-admitter.go"},
	CatalogueIDs: []string{"vm/LBL-04"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		for _, key := range reservedLabels {
			if value, found := m.PodLabels[key]; found {
				r.machine(m, plan.TemplateLabels.Key(key), "KubeVirt keeps the label %s for itself and refuses a machine that brings it; take it out", key).values(value, nil)
			}
		}
	}),
	Fix: remove,
}

var reservedLabels = []string{
	"kubevirt.io/created-by", "kubevirt.io/migrationJobUID", "kubevirt.io/nodeName",
	"kubevirt.io/migrationTargetNodeName", "kubevirt.io/schedulable", "kubevirt.io/install-strategy",
}
