// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// baremetalAndTemplate: two ways to remediate a node at once.
var baremetalAndTemplate = Rule{
	ID:           "baremetal-and-template",
	Topic:        NodeFailure,
	Title:        "two ways to remediate a node at once",
	Why:          "The annotation external-baremetal power-cycles the host, a remediationTemplate hands it to another controller: they exclude each other.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{openshiftDocs + "modules/mgmt-power-remediation-baremetal-about.adoc"},
	CatalogueIDs: []string{"node/NODE-28"},
	Check: eachCheck(func(_ *World, c *healthCheck, r *report) {
		if strategy := c.Root.Get("metadata").Get("annotations").Get(remediationStrategy); c.openshift() && plan.Exists(strategy) && plan.Exists(c.spec.Get("remediationTemplate")) {
			r.add(c.Ref, plan.Fields("metadata.annotations").Key(remediationStrategy), "the annotation %s and remediationTemplate exclude each other; keep one of them", strategy.Text()).values(strategy.Text(), nil)
		}
	}),
}
