// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"strconv"

	"vmha.dev/vmha/plan"
)

// maxUnhealthyMisread: the maximum of unhealthy nodes is not what it looks like.
var maxUnhealthyMisread = Rule{
	ID:           "max-unhealthy-misread",
	Topic:        NodeFailure,
	Title:        "the maximum of unhealthy nodes is not what it looks like",
	Why:          "A number in quotes is a number of nodes and no percentage; a negative one counts as zero and switches remediation off.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{machineAPI + "pkg/controller/machinehealthcheck/machinehealthcheck_controller.go"},
	CatalogueIDs: []string{"node/NODE-10"},
	Check: eachCheck(func(_ *World, c *healthCheck, r *report) {
		for _, field := range []string{c.fields.maxUnhealthy, "minHealthy"} {
			limit := c.at(field)
			whole, err := strconv.ParseInt(limit.Text(), 10, 64)
			switch {
			case !plan.Exists(limit) || err != nil:
			case whole < 0:
				r.on(c.Item, "spec."+field, "%d is negative and counts as zero, so no node is ever remediated; use 1 or more", whole).values(whole, int64(1))
			case limit.IsString() && whole > 9:
				r.on(c.Item, "spec."+field, "%q is a number of nodes, not a share of them; write %d%% or a whole number without quotes", limit.Text(), whole).values(limit.Text(), nil)
			}
		}
	}),
}
