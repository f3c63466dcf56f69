// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// escalationInvalid: the steps of an escalation are out of order.
var escalationInvalid = Rule{
	ID:           "escalation-invalid",
	Topic:        NodeFailure,
	Title:        "the steps of an escalation are out of order",
	Why:          "Each step has an order of its own and a timeout of a minute or more: the webhook refuses the check.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{nodeHealthDoc + "api/v1alpha1/validation.go"},
	CatalogueIDs: []string{"node/NODE-16"},
	Check: each("remediation.medik8s.io", "NodeHealthCheck", func(_ *World, o plan.Item, r *report) {
		orders := map[string]bool{}
		for i, step := range plan.Elements(o.Root.Get("spec").Get("escalatingRemediations")) {
			path := plan.Fields("spec.escalatingRemediations").Index(i)
			order := step.Get("order").Text()
			if orders[order] {
				r.add(o.Ref, path.Key("order"), "two steps have the order %s; number them", order).values(order, nil)
			}
			orders[order] = true
			if timeout, ok := seconds(step.Get("timeout")); !ok || timeout < 60 {
				r.add(o.Ref, path.Key("timeout"), "the timeout of the step is %q; 60s or more is allowed", step.Get("timeout").Text()).values(step.Get("timeout").Text(), "60s")
			}
		}
	}),
}
