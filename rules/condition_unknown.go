// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"slices"

	"vmha.dev/vmha/plan"
)

// conditionUnknown: a health check waits for a condition that nodes do not have.
var conditionUnknown = Rule{
	ID:           "condition-unknown",
	Topic:        NodeFailure,
	Title:        "a health check waits for a condition that nodes do not have",
	Why:          "Only conditions that something sets on nodes can hold: one with another name never fires.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{kubernetesDoc + "reference/node/node-status/"},
	CatalogueIDs: []string{"node/NODE-32"},
	Check: eachCheck(func(_ *World, c *healthCheck, r *report) {
		for _, x := range c.conditions() {
			word, near := sameWord(x.typ, nodeConditions)
			switch {
			case x.typ == "" || slices.Contains(nodeConditions, x.typ):
			case near:
				r.add(c.Ref, x.path.Key("type"), "nodes have no condition %s, but %s", x.typ, word).values(x.typ, word)
			default:
				r.add(c.Ref, x.path.Key("type"), "%s is no condition that the kubelet sets; see that something else does, or it never holds", x.typ).values(x.typ, nil).as(plan.Info)
			}
		}
	}),
}

var nodeConditions = []string{"Ready", "MemoryPressure", "DiskPressure", "PIDPressure", "NetworkUnavailable", "Terminating"}
