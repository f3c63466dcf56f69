// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// unhealthyTimeoutTooShort: healthy nodes are remediated for a restart of their kubelet.
var unhealthyTimeoutTooShort = Rule{
	ID:           "unhealthy-timeout-too-short",
	Topic:        NodeFailure,
	Title:        "healthy nodes are remediated for a restart of their kubelet",
	Why:          "An ordinary restart of the kubelet, or a break of the network, takes some seconds up to half a minute: a shorter timeout fences healthy nodes, and every machine on them.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{openshiftDocs + "modules/virt-configuring-node-health-checks-for-vms.adoc"},
	CatalogueIDs: []string{"node/NODE-29"},
	Check: eachCheck(func(_ *World, c *healthCheck, r *report) {
		for _, x := range c.conditions() {
			timeout, ok := c.timeout(x)
			if !ok || timeout >= 30 || x.typ == "Terminating" {
				continue
			}
			r.add(c.Ref, plan.Fields("spec."+c.fields.conditions).Elem("type", x.typ, "status", x.status).Key(c.fields.timeout), "a node is remediated after %g s, which an ordinary restart of its kubelet takes; use 30 s or more", timeout).
				values(valueOf(x.node.Get(c.fields.timeout)), longEnough(c))
		}
	}),
	Fix: setProposed,
}

// longEnough is a timeout in the form of the kind of check.
func longEnough(c *healthCheck) any {
	if c.fields == modernCheckFields {
		return int64(60)
	}
	return "60s"
}
