// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"slices"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
)

// runStrategyUnknown: a run strategy does not exist.
var runStrategyUnknown = Rule{
	ID:           "run-strategy-unknown",
	Topic:        RunStrategy,
	Title:        "a run strategy does not exist",
	Why:          "The webhook of KubeVirt refuses any other word, and any other spelling.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-api/webhooks/validating-webhook/admitters/vms-admitter.go"},
	CatalogueIDs: []string{"vm/RUN-03"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		strategy := m.MachineSpec.Get("runStrategy")
		text := strategy.Text()
		switch {
		case !plan.Exists(strategy) || slices.Contains(runStrategies, text) || !m.Controlled():
		case text == "WaitAsReceiver":
			r.machine(m, runStrategyPath, "KubeVirt takes runStrategy WaitAsReceiver only with the feature gate DecentralizedLiveMigration, and refuses the machine otherwise; use Always, unless the cluster has it").values(text, string(v1alpha1.Always)).as(plan.Warning)
		default:
			r.machine(m, runStrategyPath, "there is no runStrategy %q; allowed are %s", text, plan.Enumerate(runStrategies)).values(text, meant(text, runStrategies))
		}
	}),
	Fix: func(w *World, f plan.Finding) []plan.Edit {
		if f.Severity == plan.Warning {
			return nil
		}
		return setProposed(w, f)
	},
}

var runStrategies = []string{"Always", "RerunOnFailure", "Once", "Manual", "Halted"}
