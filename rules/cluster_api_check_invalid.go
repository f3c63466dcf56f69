// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// clusterAPICheckInvalid: a MachineHealthCheck of Cluster API is refused.
var clusterAPICheckInvalid = Rule{
	ID:           "cluster-api-check-invalid",
	Topic:        NodeFailure,
	Title:        "a MachineHealthCheck of Cluster API is refused",
	Why:          "It belongs to one cluster, whose name its selector must not contradict, and its startup timeout is 0 or 30 seconds and more: the webhook of Cluster API refuses it otherwise.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{clusterAPI + "core/webhooks/admission/machinehealthcheck.go"},
	CatalogueIDs: []string{"node/NODE-14"},
	Check: eachCheck(func(_ *World, c *healthCheck, r *report) {
		if !c.clusterAPI() {
			return
		}
		name := c.spec.Get("clusterName").Text()
		if name == "" {
			r.on(c.Item, "spec.clusterName", "the check names no cluster, and Cluster API refuses it; write clusterName")
		}
		if selected, found := c.selector().Pairs[clusterLabel]; found && name != "" && selected != name {
			r.add(c.Ref, plan.Fields("spec.selector.matchLabels").Key(clusterLabel), "the selector names cluster %s, and clusterName is %s; make them agree", selected, name).values(selected, name)
		}
		startup, stated := c.at("checks.nodeStartupTimeoutSeconds").Int()
		if old, ok := seconds(c.spec.Get("nodeStartupTimeout")); ok {
			startup, stated = int64(old), true
		}
		if stated && startup != 0 && startup < 30 {
			r.on(c.Item, "spec", "the startup timeout is %d s; 0 (off) or 30 s and more are allowed", startup).values(startup, nil)
		}
	}),
}

const clusterLabel = "cluster.x-k8s.io/cluster-name"
