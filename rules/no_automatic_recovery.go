// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"slices"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
)

// noAutomaticRecovery: nothing starts the machine again after a failure.
var noAutomaticRecovery = Rule{
	ID:           "no-automatic-recovery",
	Topic:        RunStrategy,
	Title:        "nothing starts the machine again after a failure",
	Why:          "With runStrategy Once, Manual or Halted a machine that crashed, was evicted or lost its node stays down until a person starts it.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-controller/watch/vm/vm.go", userGuide + "compute/run_strategies.md"},
	CatalogueIDs: []string{"vm/RUN-04", "vm/NOD-02", "node/NODE-01"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		strategy := m.RunStrategy()
		if m.Recovers() || !m.Controlled() || !slices.Contains(runStrategies, strategy) {
			return
		}
		wanted := m.Group != nil && m.Group.Run != nil
		if !wanted && len(m.Services) == 0 && len(m.Budgets) == 0 {
			return
		}
		n := r.machine(m, runStrategyPath, "with runStrategy %s nothing starts the machine again when it fails or its node dies; write Always", strategy).values(strategy, string(v1alpha1.Always))
		n.asIf(!wanted, plan.Warning).asIf(!wanted && strategy == "Halted", plan.Info)
	}),
}
