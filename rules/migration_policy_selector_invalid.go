// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// migrationPolicySelectorInvalid: a MigrationPolicy selects nothing.
var migrationPolicySelectorInvalid = Rule{
	ID:           "migration-policy-selector-invalid",
	Topic:        Migration,
	Title:        "a MigrationPolicy selects nothing",
	Why:          "The selectors of a MigrationPolicy are plain maps of labels and are required; matchLabels below them is an unknown field, and such a policy is refused.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{userGuide + "cluster_admin/migration_policies.md", kubevirt + "staging/src/kubevirt.io/api/migrations/v1alpha1/types.go"},
	CatalogueIDs: []string{"vm/EVI-13"},
	Check: each("migrations.kubevirt.io", "MigrationPolicy", func(_ *World, o plan.Item, r *report) {
		spec := o.Root.Get("spec")
		selectors := spec.Get("selectors")
		if spec.Kind() == plan.Map && !plan.Exists(selectors) {
			r.on(o, "spec.selectors", "a MigrationPolicy needs selectors; write namespaceSelector or virtualMachineInstanceSelector, a plain map of labels each")
		}
		for _, field := range []string{"namespaceSelector", "virtualMachineInstanceSelector"} {
			if wrapped := selectors.Get(field).Get("matchLabels"); wrapped.Kind() == plan.Map {
				r.on(o, "spec.selectors."+field, "%s is a plain map of labels, without matchLabels", field).values(valueOf(selectors.Get(field)), valueOf(wrapped))
			}
		}
	}),
	Fix: setProposed,
}
