// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// noStormGuard: all nodes may be remediated at once.
var noStormGuard = Rule{
	ID:           "no-storm-guard",
	Topic:        NodeFailure,
	Title:        "all nodes may be remediated at once",
	Why:          "When a switch fails every node looks dead: without a maximum of unhealthy nodes all of them are deleted or fenced, and every machine with them.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{openshiftDocs + "modules/machine-health-checks-resource.adoc"},
	CatalogueIDs: []string{"node/NODE-09"},
	Check: eachCheck(func(_ *World, c *healthCheck, r *report) {
		limit := c.at(c.fields.maxUnhealthy)
		share, isShare := percent(limit)
		guarded := plan.Exists(limit) && (!isShare || share < 100)
		inRange := plan.Exists(c.spec.Get("unhealthyRange")) || plan.Exists(c.at("remediation.triggerIf.unhealthyInRange"))
		if c.ofNodes() || c.terminating() || !c.whole() || inRange || guarded {
			return
		}
		r.on(c.Item, "spec."+c.fields.maxUnhealthy, "nothing stops all nodes from being remediated at once, when the network fails for example; write a maximum, such as 1").values(valueOf(limit), int64(1))
	}),
}
