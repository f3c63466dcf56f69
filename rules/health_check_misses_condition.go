// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"strings"

	"vmha.dev/vmha/plan"
)

// healthCheckMissesCondition: a health check overlooks one way in which nodes die.
var healthCheckMissesCondition = Rule{
	ID:           "health-check-misses-condition",
	Topic:        NodeFailure,
	Title:        "a health check overlooks one way in which nodes die",
	Why:          "A node that lost power has Ready=Unknown, one whose kubelet is in trouble Ready=False: a check that knows one of them leaves the other alone.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{openshiftDocs + "modules/machine-health-checks-resource.adoc", clusterAPI + "docs/book/src/tasks/automated-machine-management/healthchecking.md"},
	CatalogueIDs: []string{"node/NODE-06"},
	Check: eachCheck(func(_ *World, c *healthCheck, r *report) {
		covered := map[string]bool{}
		var known condition
		for _, x := range c.conditions() {
			if x.typ == "Ready" {
				if !plan.Exists(x.node.Get("status")) {
					return // health-check-condition-incomplete tells of it.
				}
				covered[strings.ToLower(x.status)] = true
				known = x
			}
		}
		if !c.whole() || c.terminating() || (len(c.conditions()) == 0 && !c.openshift()) {
			return // NodeHealthCheck has defaults; Cluster API may look at Machines alone.
		}
		for _, status := range []string{"False", "Unknown"} {
			if !covered[strings.ToLower(status)] {
				n := r.add(c.Ref, plan.Fields("spec."+c.fields.conditions), "a node with Ready=%s is never remediated; add that condition", status)
				if known.node != nil {
					n.values(nil, map[string]any{"type": "Ready", "status": status, c.fields.timeout: valueOf(known.node.Get(c.fields.timeout))})
				}
			}
		}
	}),
	Fix: func(_ *World, f plan.Finding) []plan.Edit {
		missing, _ := f.Proposed.(map[string]any)
		if missing == nil {
			return nil
		}
		status, _ := missing["status"].(string)
		return []plan.Edit{{Path: f.Path.Elem("type", "Ready", "status", status), Value: missing, Mode: plan.Insert}}
	},
}
