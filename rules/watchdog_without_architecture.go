// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
)

// watchdogWithoutArchitecture: the watchdog hangs on an architecture that is not written.
var watchdogWithoutArchitecture = Rule{
	ID:           "watchdog-without-architecture",
	Topic:        Watchdog,
	Title:        "the watchdog hangs on an architecture that is not written",
	Why:          "Which watchdog exists depends on the architecture. Where the machine says none, the cluster's default counts, and a machine with the wrong one never starts.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{kubevirt + "pkg/defaults/defaults.go"},
	CatalogueIDs: []string{"vm/WDG-02"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		if d, guarded := m.watchdog(); guarded && m.Architecture() == "" && len(d.models) < 2 {
			amd64 := len(d.models) == 1 && d.models[0] == plan.WatchdogModel(v1alpha1.AMD64)
			r.instance(m, "architecture", "the machine has a watchdog and says no architecture, on which the model depends; write architecture").values(nil, string(v1alpha1.AMD64)).asIf(amd64, plan.Info)
		}
	}),
}
