// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// healthyDelayNegative: a remediated node is never healthy again by itself.
var healthyDelayNegative = Rule{
	ID:           "healthy-delay-negative",
	Topic:        NodeFailure,
	Title:        "a remediated node is never healthy again by itself",
	Why:          "With a negative healthyDelay a person must take a mark off each node after its remediation; until then it counts as unhealthy.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{nodeHealthDoc + "api/v1alpha1/nodehealthcheck_types.go"},
	CatalogueIDs: []string{"node/NODE-20"},
	Check: each("remediation.medik8s.io", "NodeHealthCheck", func(_ *World, o plan.Item, r *report) {
		delay := o.Root.Get("spec").Get("healthyDelay")
		if value, ok := seconds(delay); ok && value < 0 {
			r.on(o, "spec.healthyDelay", "with healthyDelay %s each remediated node waits for a person; use 0s or more", delay.Text()).values(delay.Text(), "0s")
		}
	}),
}
