// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// runningNextToRunStrategy: a machine states both running and runStrategy.
var runningNextToRunStrategy = Rule{
	ID:           "running-next-to-run-strategy",
	Topic:        RunStrategy,
	Title:        "a machine states both running and runStrategy",
	Why:          "The two exclude each other: the webhook of KubeVirt refuses the machine.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-api/webhooks/validating-webhook/admitters/vms-admitter.go"},
	CatalogueIDs: []string{"vm/RUN-01"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		spec := m.MachineSpec
		if running := spec.Get("running"); m.Controlled() && plan.Exists(running) && plan.Exists(spec.Get("runStrategy")) {
			r.machine(m, runningPath, "running and runStrategy exclude each other, and KubeVirt refuses the machine; keep runStrategy: %s", spec.Get("runStrategy").Text()).values(valueOf(running), nil)
		}
	}),
	Fix: func(w *World, f plan.Finding) []plan.Edit {
		m := w.Machine(f.Ref)
		if halted := m.RunStrategy() == "Halted"; f.Current == halted {
			return nil // They contradict each other.
		}
		return remove(w, f)
	},
}
