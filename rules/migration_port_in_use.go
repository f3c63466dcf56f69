// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// migrationPortInUse: a machine takes a port that live migration needs.
var migrationPortInUse = Rule{
	ID:           "migration-port-in-use",
	Topic:        Network,
	Title:        "a machine takes a port that live migration needs",
	Why:          "KubeVirt migrates through ports 49152 and 49153 of the pod: a machine that lists one of them cannot be migrated, and nothing refuses it.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{userGuide + "compute/live_migration.md"},
	CatalogueIDs: []string{"vm/NET-08"},
	Restart:      true,
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		ports, _ := m.guestPorts()
		for _, port := range ports {
			if plan.IsMigrationPort(port.number) {
				r.machine(m, m.portsPath(), "port %d of the pod belongs to live migration (49152 and 49153 do), so the machine cannot be migrated; let the guest use another", port.number).values(port.number, nil)
			}
		}
	}),
}
