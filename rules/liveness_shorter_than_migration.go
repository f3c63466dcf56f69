// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// livenessShorterThanMigration: a liveness probe kills the machine while it migrates.
var livenessShorterThanMigration = Rule{
	ID:           "liveness-shorter-than-migration",
	Topic:        Probes,
	Title:        "a liveness probe kills the machine while it migrates",
	Why:          "The target pod of a live migration runs the same probes before the guest is there. A probe of a port or by exec that loses patience first makes the kubelet kill that pod, and the migration fails.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{kubevirt + "docs/probes.md", kubevirt + "pkg/virt-config/virt-config.go"},
	CatalogueIDs: []string{"vm/PRB-10"},
	Restart:      true,
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		p, found := m.probe(liveness)
		boot, _ := m.bootSeconds()
		if !found || p.handler == "guestAgentPing" || !m.mayMigrate() || p.tooShort(boot) {
			return
		}
		if migration := m.migrationSeconds(); p.patience() <= migration {
			r.instance(m, liveness+".initialDelaySeconds", "livenessProbe loses patience after %d s, and a live migration of the machine's memory may take %d s, during which the probe runs in the target pod too; use initialDelaySeconds %d or more, or guestAgentPing, which rests meanwhile",
				p.patience(), migration, migration).values(p.initialDelay(), migration)
		}
	}),
	Fix: setProposed,
}
