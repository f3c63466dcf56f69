// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// runningDeprecated: a machine uses the deprecated running.
var runningDeprecated = Rule{
	ID:           "running-deprecated",
	Topic:        RunStrategy,
	Title:        "a machine uses the deprecated running",
	Why:          "running is deprecated; its yes and no hide what shall happen after a failure or after the guest shuts down, which runStrategy says.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-api/webhooks/validating-webhook/admitters/vms-admitter.go", userGuide + "compute/run_strategies.md"},
	CatalogueIDs: []string{"vm/RUN-02"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		spec := m.MachineSpec
		running, isBool := spec.Get("running").Bool()
		if !isBool || plan.Exists(spec.Get("runStrategy")) || !m.Controlled() {
			return
		}
		r.machine(m, runningPath, "running is deprecated; write runStrategy: %s", m.RunStrategy()).values(running, m.RunStrategy())
	}),
	Fix: func(w *World, f plan.Finding) []plan.Edit {
		m := w.Machine(f.Ref)
		return []plan.Edit{ // The key keeps its place and its comment.
			{Path: f.Path, Value: "runStrategy", Mode: plan.Rename},
			{Path: m.Path(runStrategyPath), Value: f.Proposed, Mode: plan.Set},
		}
	},
}
