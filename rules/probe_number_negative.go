// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// probeNumberNegative: a number of a probe is negative.
var probeNumberNegative = Rule{
	ID:           "probe-number-negative",
	Topic:        Probes,
	Title:        "a number of a probe is negative",
	Why:          "KubeVirt accepts it, and Kubernetes refuses the pod: the machine never starts.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubernetes + "pkg/apis/core/validation/validation.go"},
	CatalogueIDs: []string{"vm/PRB-06"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		for _, p := range m.probes() {
			for _, field := range []string{"initialDelaySeconds", "periodSeconds", "timeoutSeconds", "failureThreshold", "successThreshold"} {
				if value := number(p.node.Get(field), 0); value < 0 {
					r.instance(m, p.field+"."+field, "%s is %d; Kubernetes takes no negative number, and the machine would never start; take it out", field, value).values(value, nil)
				}
			}
		}
	}),
	Fix: remove,
}
