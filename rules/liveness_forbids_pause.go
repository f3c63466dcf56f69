// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// livenessForbidsPause: a liveness probe forbids to pause the machine.
var livenessForbidsPause = Rule{
	ID:           "liveness-forbids-pause",
	Topic:        Probes,
	Title:        "a liveness probe forbids to pause the machine",
	Why:          "A paused guest answers no probe: KubeVirt refuses virtctl pause on a machine with a liveness probe other than guestAgentPing.",
	Severity:     plan.Info,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-api/rest/lifecycle.go"},
	CatalogueIDs: []string{"vm/PRB-16"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		if p, found := m.probe(liveness); found && p.handler != "guestAgentPing" && !m.staysOff() {
			r.instance(m, liveness, "with a liveness probe by %s the machine cannot be paused (virtctl pause)", p.handler)
		}
	}),
}
