// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// replicaSetSelectorMismatch: a replica set does not select its own instances.
var replicaSetSelectorMismatch = Rule{
	ID:           "replica-set-selector-mismatch",
	Topic:        Pools,
	Title:        "a replica set does not select its own instances",
	Why:          "The selector of a replica set must match the labels of its template: the webhook refuses it.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-api/webhooks/validating-webhook/admitters/vmirs-admitter.go"},
	CatalogueIDs: []string{"vm/POL-01"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		s := readSelector(m.Own.Get("spec").Get("selector"))
		if m.Ref.Kind == kindReplicaSet && !s.Empty() && !s.Labels(m.PodLabels) {
			r.on(m.Item, "spec.template.metadata.labels", "the selector %s does not match spec.template.metadata.labels, and KubeVirt refuses the replica set; add the labels there", s).values(s.String(), nil)
		}
	}),
}
