// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// healthCheckDurationInvalid: a duration of a health check is none.
var healthCheckDurationInvalid = Rule{
	ID:           "health-check-duration-invalid",
	Topic:        NodeFailure,
	Title:        "a duration of a health check is none",
	Why:          "Durations are written as 300s, 5m or 1h30m, and as a whole number of seconds in Cluster API v1beta2: the API server refuses anything else.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{openshiftAPI + "machine/v1beta1/types_machinehealthcheck.go", nodeHealthDoc + "api/v1alpha1/nodehealthcheck_types.go"},
	CatalogueIDs: []string{"node/NODE-07"},
	Check: eachCheck(func(_ *World, c *healthCheck, r *report) {
		for _, x := range c.conditions() {
			value := x.node.Get(c.fields.timeout)
			if _, ok := c.timeout(x); plan.Exists(value) && !ok {
				r.add(c.Ref, x.path.Key(c.fields.timeout), "%q is no duration of %s; write one such as %s", value.Text(), c.fields.timeout, exampleOf(c)).values(value.Text(), nil)
			}
		}
		for _, field := range []string{"nodeStartupTimeout", "healthyDelay", "stormCooldownDuration"} {
			value := c.spec.Get(field)
			if _, ok := seconds(value); plan.Exists(value) && !ok && value.Text() != "0" {
				r.on(c.Item, "spec."+field, "%q is no duration; write one such as 10m", value.Text()).values(value.Text(), nil)
			}
		}
	}),
}

func exampleOf(c *healthCheck) string {
	if c.fields == modernCheckFields {
		return "300"
	}
	return "300s"
}
