// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// watchdogWithoutName: the watchdog has no name.
var watchdogWithoutName = Rule{
	ID:           "watchdog-without-name",
	Topic:        Watchdog,
	Title:        "the watchdog has no name",
	Why:          "The schema of KubeVirt requires a name: the API server refuses the machine.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "staging/src/kubevirt.io/api/core/v1/schema.go"},
	CatalogueIDs: []string{"vm/WDG-03"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		if d, guarded := m.watchdog(); guarded && d.node.Get("name").Text() == "" {
			r.machine(m, watchdogPath.Key("name"), "the watchdog has no name, and the API server refuses the machine; write one").values(nil, "watchdog")
		}
	}),
	Fix: setProposed,
}
