// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
)

// watchdogAsksHungGuest: the watchdog asks a guest to shut down that hangs.
var watchdogAsksHungGuest = Rule{
	ID:           "watchdog-asks-hung-guest",
	Topic:        Watchdog,
	Title:        "the watchdog asks a guest to shut down that hangs",
	Why:          "Action shutdown sends a request that a hung guest does not hear. One that hears it shuts down in good order, which RerunOnFailure takes as final.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-launcher/virtwrap/converter/compute/watchdog.go", "https://docs.redhat.com/en/documentation/red_hat_enterprise_linux/7/html/virtualization_deployment_and_administration_guide/"},
	CatalogueIDs: []string{"vm/WDG-05", "vm/RUN-07"},
	Restart:      true,
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		d, guarded := m.watchdog()
		if !guarded || d.action() != string(v1alpha1.Shutdown) {
			return
		}
		consequence := ""
		if m.staysOff() {
			consequence = ", and RerunOnFailure leaves one off that does"
		}
		r.machine(m, d.actionPath(), "action shutdown asks a guest to shut down that hangs, which it will not do%s; use poweroff or reset", consequence).values(string(v1alpha1.Shutdown), string(v1alpha1.Poweroff))
	}),
	Fix: setProposed,
}
