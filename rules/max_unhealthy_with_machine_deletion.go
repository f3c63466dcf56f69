// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// maxUnhealthyWithMachineDeletion: a maximum of unhealthy nodes does not go with deleting Machines.
var maxUnhealthyWithMachineDeletion = Rule{
	ID:           "max-unhealthy-with-machine-deletion",
	Topic:        NodeFailure,
	Title:        "a maximum of unhealthy nodes does not go with deleting Machines",
	Why:          "A deleted Machine takes its Node with it, so the count is wrong: the webhook refuses maxUnhealthy with a MachineDeletionRemediationTemplate.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{nodeHealthDoc + "api/v1alpha1/validation.go"},
	CatalogueIDs: []string{"node/NODE-17"},
	Check: eachCheck(func(_ *World, c *healthCheck, r *report) {
		for _, x := range c.remediations() {
			if c.ofNodes() && x.kind() == "MachineDeletionRemediationTemplate" && plan.Exists(c.spec.Get("maxUnhealthy")) {
				r.on(c.Item, "spec.maxUnhealthy", "maxUnhealthy does not go with a MachineDeletionRemediationTemplate, and the webhook refuses the check; use minHealthy").values(valueOf(c.spec.Get("maxUnhealthy")), nil)
			}
		}
	}),
}
