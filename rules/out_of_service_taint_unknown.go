// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// outOfServiceTaintUnknown: this Kubernetes does not know the out-of-service taint.
var outOfServiceTaintUnknown = Rule{
	ID:           "out-of-service-taint-unknown",
	Topic:        NodeFailure,
	Title:        "this Kubernetes does not know the out-of-service taint",
	Why:          "The taint works from Kubernetes 1.26 on: the webhook refuses the template on an older one.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{selfNode + "api/v1alpha1/selfnoderemediationtemplate_webhook.go", kubernetesDoc + "concepts/cluster-administration/node-shutdown/"},
	CatalogueIDs: []string{"node/NODE-23"},
	Check: whole(func(w *World) []plan.Finding {
		var r report
		for _, at := range []kind{{"self-node-remediation.medik8s.io", "SelfNodeRemediationTemplate"}, {"fence-agents-remediation.medik8s.io", "FenceAgentsRemediationTemplate"}} {
			for _, item := range w.byKind[at] {
				if plan.Dig(item.Root, "spec.template.spec.remediationStrategy").Text() == outOfServiceTaint && before(w.Facts.Kubernetes, "1.26") {
					r.on(item, "spec.template.spec.remediationStrategy", "OutOfServiceTaint needs Kubernetes 1.26, and the platform has an older one; use ResourceDeletion").values(outOfServiceTaint, "ResourceDeletion")
				}
			}
		}
		return r.findings
	}),
}
