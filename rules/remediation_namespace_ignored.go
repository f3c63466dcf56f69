// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// remediationNamespaceIgnored: the namespace of a remediation template is not looked at.
var remediationNamespaceIgnored = Rule{
	ID:           "remediation-namespace-ignored",
	Topic:        NodeFailure,
	Title:        "the namespace of a remediation template is not looked at",
	Why:          "A MachineHealthCheck looks for its template in the namespace of the Machine, whatever remediationTemplate.namespace says: it does not find the template, and remediates nothing.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{machineAPI + "pkg/util/external/util.go"},
	CatalogueIDs: []string{"node/NODE-12"},
	Check: eachCheck(func(_ *World, c *healthCheck, r *report) {
		namespace := c.at("remediationTemplate.namespace").Text()
		if c.openshift() && namespace != "" && namespace != plan.MachineAPINamespace {
			r.on(c.Item, "spec.remediationTemplate.namespace", "the template is looked for in %s, where the Machines are, and not in %s; put it there", plan.MachineAPINamespace, namespace).values(namespace, plan.MachineAPINamespace)
		}
	}),
}
