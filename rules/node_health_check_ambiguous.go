// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// nodeHealthCheckAmbiguous: a NodeHealthCheck states two things that exclude each other, or neither.
var nodeHealthCheckAmbiguous = Rule{
	ID:           "node-health-check-ambiguous",
	Topic:        NodeFailure,
	Title:        "a NodeHealthCheck states two things that exclude each other, or neither",
	Why:          "It has exactly one of minHealthy and maxUnhealthy, and exactly one of remediationTemplate and escalatingRemediations: its webhook refuses it, though the schema does not.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{nodeHealthDoc + "api/v1alpha1/validation.go", openshiftDocs + "modules/virt-configuring-node-health-checks-for-vms.adoc"},
	CatalogueIDs: []string{"node/NODE-16"},
	Check: each("remediation.medik8s.io", "NodeHealthCheck", func(_ *World, o plan.Item, r *report) {
		spec := o.Root.Get("spec")
		for _, pair := range [][2]string{{"minHealthy", "maxUnhealthy"}, {"remediationTemplate", "escalatingRemediations"}} {
			switch set := sourcesOf(spec, pair[0], pair[1]); len(set) {
			case 2:
				r.on(o, "spec."+pair[0], "%s and %s exclude each other, and the webhook refuses the check; keep one of them", pair[0], pair[1])
			case 0:
				if !plan.Exists(spec.Get("selector")) {
					return // A patch, perhaps.
				}
				r.on(o, "spec."+pair[0], "the check states neither %s nor %s, and the webhook refuses it; write one of them", pair[0], pair[1])
			}
		}
	}),
}
