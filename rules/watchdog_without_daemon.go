// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"strings"

	"vmha.dev/vmha/plan"
)

// watchdogWithoutDaemon: nothing here feeds the watchdog.
var watchdogWithoutDaemon = Rule{
	ID:           "watchdog-without-daemon",
	Topic:        Watchdog,
	Title:        "nothing here feeds the watchdog",
	Why:          "The device fires only after something in the guest has opened /dev/watchdog and then falls silent: without a daemon (package watchdog, or RuntimeWatchdogSec of systemd) it never does.",
	Severity:     plan.Info,
	Since:        since,
	Links:        []string{openshiftDocs + "modules/virt-installing-watchdog-agent.adoc"},
	CatalogueIDs: []string{"vm/WDG-07"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		text := m.cloudInit()
		if _, guarded := m.watchdog(); guarded && m.Group == nil && !strings.Contains(strings.ToLower(text), "watchdog") {
			r.machine(m, watchdogPath, "the watchdog fires only if a daemon in the guest opens it, and the cloud-init data here installs none; make sure that the image holds one (package watchdog, or RuntimeWatchdogSec of systemd)")
		}
	}),
}
