// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// livenessSuccessThreshold: a liveness probe wants several successes.
var livenessSuccessThreshold = Rule{
	ID:           "liveness-success-threshold",
	Topic:        Probes,
	Title:        "a liveness probe wants several successes",
	Why:          "KubeVirt accepts any number, and Kubernetes refuses a pod whose liveness probe has another than 1: the machine never starts.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubernetes + "pkg/apis/core/validation/validation.go"},
	CatalogueIDs: []string{"vm/PRB-05"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		threshold, stated := m.Instance.Get(liveness).Get("successThreshold").Int()
		if stated && threshold != 1 && threshold >= 0 {
			r.instance(m, "livenessProbe.successThreshold", "successThreshold of livenessProbe is %d; Kubernetes takes 1 only, and the machine would never start; take it out", threshold).values(threshold, int64(1))
		}
	}),
	Fix: remove,
}
