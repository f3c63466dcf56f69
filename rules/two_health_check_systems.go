// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// twoHealthCheckSystems: MachineHealthChecks switch all NodeHealthChecks off.
var twoHealthCheckSystems = Rule{
	ID:           "two-health-check-systems",
	Topic:        NodeFailure,
	Title:        "MachineHealthChecks switch all NodeHealthChecks off",
	Why:          "On clusters with OpenShift's Machine API any MachineHealthCheck, but for the one of the termination handler, disables every NodeHealthCheck, whatever they select: nobody cares for dead nodes as the NodeHealthCheck says.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{nodeHealthDoc + "internal/controller/mhc/checker.go"},
	CatalogueIDs: []string{"node/NODE-02"},
	Check: whole(func(w *World) []plan.Finding {
		var r report
		var machines []*healthCheck
		for _, c := range w.healthChecks() {
			if c.openshift() && !c.terminating() {
				machines = append(machines, c)
			}
		}
		for _, c := range w.healthChecks() {
			if c.ofNodes() && len(machines) > 0 {
				r.on(c.Item, "spec", "%s disables every NodeHealthCheck of the cluster, whatever it selects; keep one of the two kinds", machines[0].Ref)
			}
		}
		return r.findings
	}),
}
