// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"strconv"

	"vmha.dev/vmha/plan"
)

// maxUnhealthyAllowsNone: not one dead node is remediated.
var maxUnhealthyAllowsNone = Rule{
	ID:           "max-unhealthy-allows-none",
	Topic:        NodeFailure,
	Title:        "not one dead node is remediated",
	Why:          "The guard against storms counts the dead node itself: a maximum that comes to zero switches remediation off, and percentages come to zero in small pools. MachineHealthChecks round down, and 40 % of two machines is none.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{machineAPI + "pkg/controller/machinehealthcheck/machinehealthcheck_controller.go", nodeHealthDoc + "internal/controller/nodehealthcheck_controller.go"},
	CatalogueIDs: []string{"node/NODE-08"},
	Check: eachCheck(func(w *World, c *healthCheck, r *report) {
		limit := c.at(c.fields.maxUnhealthy)
		path := "spec." + c.fields.maxUnhealthy
		nodes := int64(w.Facts.WorkerNodes)
		share, isShare := percent(limit)
		whole, isWhole := limit.Int()
		allowed := shareDown(share, nodes)
		if c.ofNodes() {
			allowed = shareUp(share, nodes)
		}
		switch {
		case isWhole && whole == 0, isShare && share == 0:
			r.on(c.Item, path, "a maximum of %s unhealthy nodes switches remediation off; use 1 or more", limit.Text()).values(valueOf(limit), int64(1))
		case isShare && nodes > 0 && allowed < 1:
			r.on(c.Item, path, "%s of %d nodes is none, so no node is ever remediated; use 1 or more", limit.Text(), nodes).values(limit.Text(), int64(1))
		case isShare && nodes == 0 && share < 100 && !c.ofNodes():
			r.on(c.Item, path, "%s is rounded down, and comes to none with fewer than %d nodes; use a whole number", limit.Text(), (99+share)/share).values(limit.Text(), int64(1)).as(plan.Info)
		}
		healthy := c.spec.Get("minHealthy")
		share, isShare = percent(healthy)
		whole, isWhole = healthy.Int()
		if isShare {
			whole = shareUp(share, nodes)
		}
		switch {
		case isShare && share == 100, nodes > 0 && (isShare || isWhole) && nodes-whole < 1:
			r.on(c.Item, "spec.minHealthy", "minHealthy %s%s leaves no room for one dead node, so none is ever remediated; use maxUnhealthy: 1 instead", healthy.Text(), ofNodes(nodes)).values(valueOf(healthy), nil)
		case isShare && nodes == 0:
			r.on(c.Item, "spec.minHealthy", "minHealthy %s is rounded up, and leaves no room for a dead node with fewer than %d nodes; use maxUnhealthy with a whole number", healthy.Text(), smallest(share)).values(healthy.Text(), nil).as(plan.Info)
		}
	}),
	Fix: func(w *World, f plan.Finding) []plan.Edit {
		if f.Severity == plan.Info {
			return nil
		}
		return setProposed(w, f)
	},
}

func ofNodes(nodes int64) string {
	if nodes == 0 {
		return ""
	}
	return " of " + strconv.FormatInt(nodes, 10)
}

// smallest is the least number of nodes of which one may die, given the share that must be healthy.
func smallest(share int64) int64 {
	nodes := int64(1)
	for nodes-shareUp(share, nodes) < 1 && nodes < 1000 {
		nodes++
	}
	return nodes
}
