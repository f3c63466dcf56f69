// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// remediationPaused: remediation is switched off.
var remediationPaused = Rule{
	ID:           "remediation-paused",
	Topic:        NodeFailure,
	Title:        "remediation is switched off",
	Why:          "A NodeHealthCheck with pauseRequests, and a MachineHealthCheck that is annotated as paused, start no remediation: a dead node stays as it is.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{nodeHealthDoc + "api/v1alpha1/nodehealthcheck_types.go", machineAPI + "pkg/controller/machinehealthcheck/machinehealthcheck_controller.go"},
	CatalogueIDs: []string{"node/NODE-19"},
	Check: eachCheck(func(_ *World, c *healthCheck, r *report) {
		if pauses := c.spec.Get("pauseRequests"); c.ofNodes() && pauses.Len() > 0 {
			r.on(c.Item, "spec.pauseRequests", "with pauseRequests no node is remediated; take them out").values(valueOf(pauses), nil)
		}
		if !c.ofNodes() && plan.Exists(c.Root.Get("metadata").Get("annotations").Get(pausedAnnotation)) {
			r.add(c.Ref, plan.Fields("metadata.annotations").Key(pausedAnnotation), "the check is paused, and no node is remediated; take the annotation out")
		}
	}),
}

const pausedAnnotation = "cluster.x-k8s.io/paused"
