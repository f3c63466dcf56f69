// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
)

// rerunOnFailureWithLiveness: a liveness probe stops the machine, and it stays off.
var rerunOnFailureWithLiveness = Rule{
	ID:           "rerun-on-failure-with-liveness",
	Topic:        RunStrategy,
	Title:        "a liveness probe stops the machine, and it stays off",
	Why:          "A guest that a liveness probe restarts obeys the shutdown request, which RerunOnFailure takes as its wish: the machine stays off although it was meant to restart.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-controller/watch/vm/vm.go", kubevirt + "pkg/virt-handler/vm.go"},
	CatalogueIDs: []string{"vm/RUN-06"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		if m.staysOff() && plan.HandlerOf(m.Instance.Get("livenessProbe")) != "" {
			r.machine(m, runStrategyPath, "a machine that a liveness probe restarts shuts down in good order, which RerunOnFailure takes as final: it stays off; write Always, or take livenessProbe out").
				values(string(v1alpha1.RerunOnFailure), string(v1alpha1.Always))
		}
	}),
}
