// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"strings"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
)

// rerunOnFailureStaysOffAfterDrain: a drain stops the machine, and it stays off.
var rerunOnFailureStaysOffAfterDrain = Rule{
	ID:           "rerun-on-failure-stays-off-after-drain",
	Topic:        RunStrategy,
	Title:        "a drain stops the machine, and it stays off",
	Why:          "A machine that is not migrated shuts down in good order when its node is drained, which RerunOnFailure takes as its wish: it stays off until a person starts it.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirtIssue + "9823", kubevirt + "pkg/virt-controller/watch/vm/vm.go"},
	CatalogueIDs: []string{"vm/RUN-05"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		stops, sure := m.drainStops()
		if !m.staysOff() || !stops {
			return
		}
		reason := "evictionStrategy " + m.Eviction()
		if m.Eviction() == "" {
			reason = "no evictionStrategy (KubeVirt's own default is None)"
		}
		if obstacle, stuck := m.notLiveMigratable(); stuck && m.Eviction() == string(v1alpha1.LiveMigrateIfPossible) {
			cause, _, _ := strings.Cut(obstacle.Reason, ";")
			reason += " (" + cause + ")"
		}
		r.machine(m, runStrategyPath, "with %s a drain shuts the machine down, which RerunOnFailure takes as final: it stays off; write Always, or evictionStrategy LiveMigrate", reason).
			values(string(v1alpha1.RerunOnFailure), string(v1alpha1.Always)).asIf(!sure, plan.Warning)
	}),
}
