// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// agentLivenessAbortsMigration: this KubeVirt lets a ping of the guest agent abort migrations.
var agentLivenessAbortsMigration = Rule{
	ID:           "agent-liveness-aborts-migration",
	Topic:        Probes,
	Title:        "this KubeVirt lets a ping of the guest agent abort migrations",
	Why:          "KubeVirt before 1.7.4 and 1.8 before 1.8.3 run guestAgentPing probes in the target pod of a live migration, where no guest answers yet: the kubelet kills the pod and the migration fails.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{"https://github.com/kubevirt/kubevirt/pull/17235", kubevirt + "docs/probes.md"},
	CatalogueIDs: []string{"vm/PRB-11"},
	Restart:      true,
	Check: eachMachine(func(w *World, m *Machine, r *report) {
		p, found := m.probe(liveness)
		if found && p.handler == "guestAgentPing" && known(w.Facts.KubeVirt) && !w.Facts.KubeVirt.SuppressesAgentProbes() && m.mayMigrate() && p.patience() <= max(m.migrationSeconds(), 60) {
			r.instance(m, liveness+".guestAgentPing", "this KubeVirt runs the probe in the target pod of a migration and aborts that (mended in 1.7.4, 1.8.3 and 1.9); use a longer initialDelaySeconds, or an update")
		}
	}),
}
