// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
)

// watchdogPoweroffStaysOff: the watchdog switches the machine off, and nothing starts it again.
var watchdogPoweroffStaysOff = Rule{
	ID:           "watchdog-poweroff-stays-off",
	Topic:        Watchdog,
	Title:        "the watchdog switches the machine off, and nothing starts it again",
	Why:          "Action poweroff ends the instance as failed. With runStrategy Once or Manual it stays so; RerunOnFailure and Always start it again.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-controller/watch/vm/vm.go", kubevirt + "tests/watchdog_test.go"},
	CatalogueIDs: []string{"vm/WDG-06"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		d, guarded := m.watchdog()
		if strategy := m.RunStrategy(); guarded && d.action() == string(v1alpha1.Poweroff) && (strategy == "Once" || strategy == "Manual") {
			r.machine(m, d.actionPath(), "the watchdog powers the machine off, and with runStrategy %s nothing starts it again; write runStrategy: Always, or use action reset", strategy).values(string(v1alpha1.Poweroff), string(v1alpha1.Reset))
		}
	}),
}
