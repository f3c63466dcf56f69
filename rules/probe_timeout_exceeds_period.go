// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// probeTimeoutExceedsPeriod: a probe is asked again before its answer is due.
var probeTimeoutExceedsPeriod = Rule{
	ID:           "probe-timeout-exceeds-period",
	Topic:        Probes,
	Title:        "a probe is asked again before its answer is due",
	Why:          "With a timeout that is longer than the period probes overlap or are put off, so that failures are noticed later than the numbers say.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-controller/services/rendercontainer.go", userGuide + "user_workloads/liveness_and_readiness_probes.md"},
	CatalogueIDs: []string{"vm/PRB-06"},
	Restart:      true,
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		for _, p := range m.probes() {
			timeout, period := p.timeout(), p.period()
			if timeout > period && period > 0 {
				r.instance(m, p.field+".timeoutSeconds", "timeoutSeconds %d is longer than periodSeconds %d, so probes would overlap; use at most %d", timeout, period, period).values(timeout, period)
			}
		}
	}),
	Fix: setProposed,
}
