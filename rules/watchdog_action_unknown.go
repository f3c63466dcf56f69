// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"slices"

	"vmha.dev/vmha/plan"
)

// watchdogActionUnknown: an action of the watchdog does not exist.
var watchdogActionUnknown = Rule{
	ID:           "watchdog-action-unknown",
	Topic:        Watchdog,
	Title:        "an action of the watchdog does not exist",
	Why:          "KubeVirt checks the word nowhere and hands it on to libvirt, which does not start a domain with it.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-launcher/virtwrap/converter/compute/watchdog.go"},
	CatalogueIDs: []string{"vm/WDG-04"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		d, guarded := m.watchdog()
		if action := d.action(); guarded && !slices.Contains(watchdogActions, action) {
			r.machine(m, d.actionPath(), "there is no watchdog action %q, and the machine would not start; allowed are %s", action, plan.Enumerate(watchdogActions)).values(action, meant(action, watchdogActions))
		}
	}),
	Fix: setProposed,
}

var watchdogActions = []string{"poweroff", "reset", "shutdown"}
