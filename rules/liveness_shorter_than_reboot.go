// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
)

// livenessShorterThanReboot: a liveness probe kills the machine while it recovers by itself.
var livenessShorterThanReboot = Rule{
	ID:           "liveness-shorter-than-reboot",
	Topic:        Probes,
	Title:        "a liveness probe kills the machine while it recovers by itself",
	Why:          "A watchdog with action reset, which is the default, reboots the guest in place. A liveness probe that gives up before the guest is back kills the machine in the middle of its recovery.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{kubevirt + "pkg/defaults/defaults.go", openshiftDocs + "modules/virt-define-liveness-probe.adoc"},
	CatalogueIDs: []string{"vm/PRB-13", "vm/WDG-08"},
	Restart:      true,
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		p, found := m.probe(liveness)
		boot, _ := m.bootSeconds()
		dog, guarded := m.watchdog()
		if !found || !guarded || dog.action() != string(v1alpha1.Reset) || p.tolerance() >= boot || p.period() <= 0 || p.tooShort(boot) {
			return
		}
		r.instance(m, liveness+".failureThreshold", "livenessProbe gives up after %d s (periodSeconds × failureThreshold), and the watchdog's reset takes the guest about %d s; use failureThreshold %d or more", p.tolerance(), boot, boot/p.period()+1).
			values(p.threshold(), boot/p.period()+1)
	}),
	Fix: setProposed,
}
