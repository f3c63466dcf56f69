// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
)

// drainStopsMachine: a drain shuts the machine down, although migration is asked for.
var drainStopsMachine = Rule{
	ID:           "drain-stops-machine",
	Topic:        Migration,
	Title:        "a drain shuts the machine down, although migration is asked for",
	Why:          "LiveMigrateIfPossible on a machine that cannot be migrated is the same as None: the machine is shut down when its node is drained.",
	Severity:     plan.Info,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-api/webhooks/validating-webhook/admitters/pod-eviction-admitter.go"},
	CatalogueIDs: []string{"vm/EVI-08"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		if obstacle, stuck := m.notLiveMigratable(); stuck && m.Eviction() == string(v1alpha1.LiveMigrateIfPossible) && !m.staysOff() {
			r.machine(m, obstacle.Path, "%s; until then a drain shuts the machine down, as with evictionStrategy None", obstacle.Reason).values(obstacle.Current, obstacle.Proposed)
		}
	}),
}
