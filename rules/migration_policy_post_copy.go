// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// migrationPolicyPostCopy: a broken migration takes the machine with it.
var migrationPolicyPostCopy = Rule{
	ID:           "migration-policy-post-copy",
	Topic:        Migration,
	Title:        "a broken migration takes the machine with it",
	Why:          "With post-copy the guest already runs on the target while its memory still comes from the source: when the connection or the source breaks, the machine is lost.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{userGuide + "compute/live_migration.md"},
	CatalogueIDs: []string{"vm/EVI-13"},
	Check: each("migrations.kubevirt.io", "MigrationPolicy", func(_ *World, o plan.Item, r *report) {
		if isTrue(o.Root.Get("spec").Get("allowPostCopy")) {
			r.on(o, "spec.allowPostCopy", "with allowPostCopy a machine is lost when its migration breaks half-way; use allowAutoConverge where migrations do not finish").values(true, nil)
		}
	}),
}
