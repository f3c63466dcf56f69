// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// healthCheckOutsideMachineAPI: a MachineHealthCheck is not where the Machines are.
var healthCheckOutsideMachineAPI = Rule{
	ID:           "health-check-outside-machine-api",
	Topic:        NodeFailure,
	Title:        "a MachineHealthCheck is not where the Machines are",
	Why:          "It sees Machines of its own namespace only, which is openshift-machine-api: elsewhere it watches nothing. A namespace field in a kustomization moves it there without a word.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{machineAPI + "pkg/controller/machinehealthcheck/machinehealthcheck_controller.go"},
	CatalogueIDs: []string{"node/NODE-03", "node/GIT-02"},
	Check: eachCheck(func(_ *World, c *healthCheck, r *report) {
		if c.openshift() && c.Ref.Namespace != plan.MachineAPINamespace {
			r.on(c.Item, "metadata.namespace", "the check sees Machines of its own namespace only, which is %s, and they are in %s; put it there, and keep it out of kustomizations with a namespace", orNone(c.Ref.Namespace), plan.MachineAPINamespace).
				values(c.Ref.Namespace, plan.MachineAPINamespace)
		}
	}),
	Fix: setProposed,
}
