// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"strings"

	"vmha.dev/vmha/plan"
)

// migrationPolicyNumberNegative: a limit of a MigrationPolicy is negative.
var migrationPolicyNumberNegative = Rule{
	ID:           "migration-policy-number-negative",
	Topic:        Migration,
	Title:        "a limit of a MigrationPolicy is negative",
	Why:          "The webhook of KubeVirt refuses negative limits.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-api/webhooks/validating-webhook/admitters/migration-policy-admitter.go"},
	CatalogueIDs: []string{"vm/EVI-13"},
	Check: each("migrations.kubevirt.io", "MigrationPolicy", func(_ *World, o plan.Item, r *report) {
		for _, field := range []string{"completionTimeoutPerGiB", "bandwidthPerMigration"} {
			if value := o.Root.Get("spec").Get(field); strings.HasPrefix(value.Text(), "-") {
				r.on(o, "spec."+field, "%s is negative, and KubeVirt refuses the policy; take it out, and the cluster's own limit counts", field).values(valueOf(value), nil)
			}
		}
	}),
	Fix: remove,
}
