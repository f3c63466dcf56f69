// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
)

// runStrategyMissing: a machine does not say when it runs.
var runStrategyMissing = Rule{
	ID:           "run-strategy-missing",
	Topic:        RunStrategy,
	Title:        "a machine does not say when it runs",
	Why:          "One of runStrategy and the deprecated running is required: the webhook of KubeVirt refuses the machine.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-api/webhooks/validating-webhook/admitters/vms-admitter.go"},
	CatalogueIDs: []string{"vm/RUN-01"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		if m.Controlled() && m.RunStrategy() == "" && m.MachineSpec.Get("running").Kind() != plan.Scalar {
			r.machine(m, runStrategyPath, "the machine says neither runStrategy nor running, and KubeVirt refuses it; write runStrategy: Always").values(nil, string(v1alpha1.Always))
		}
	}),
}
