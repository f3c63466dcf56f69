// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"slices"

	"vmha.dev/vmha/plan"
)

// evictionStrategyUnknown: an eviction strategy does not exist.
var evictionStrategyUnknown = Rule{
	ID:           "eviction-strategy-unknown",
	Topic:        Migration,
	Title:        "an eviction strategy does not exist",
	Why:          "The webhook of KubeVirt refuses any other word, and any other spelling.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-api/webhooks/validating-webhook/admitters/vmi-create-admitter.go"},
	CatalogueIDs: []string{"vm/EVI-01"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		strategy := m.Instance.Get("evictionStrategy")
		if text := strategy.Text(); plan.Exists(strategy) && !slices.Contains(evictionStrategies, text) {
			r.instance(m, "evictionStrategy", "there is no evictionStrategy %q; allowed are %s", text, plan.Enumerate(evictionStrategies)).values(text, meant(text, evictionStrategies))
		}
	}),
	Fix: setProposed,
}

var evictionStrategies = []string{"LiveMigrate", "LiveMigrateIfPossible", "External", "None"}
