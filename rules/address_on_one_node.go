// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// addressOnOneNode: one node alone may announce the addresses.
var addressOnOneNode = Rule{
	ID:           "address-on-one-node",
	Topic:        Addresses,
	Title:        "one node alone may announce the addresses",
	Why:          "When that node is down nobody answers for the addresses, however many machines run.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{metallb + "speaker/layer2_controller.go"},
	CatalogueIDs: []string{"node/MLB-13"},
	Check: each("metallb.io", "L2Advertisement", func(_ *World, o plan.Item, r *report) {
		selectors := o.Root.Get("spec").Get("nodeSelectors")
		nodes := map[string]bool{}
		for _, selector := range plan.Elements(selectors) {
			s := readSelector(selector)
			node, byName := s.Pairs[hostname]
			if !byName {
				return
			}
			nodes[node] = true
		}
		for node := range nodes {
			if len(nodes) == 1 {
				r.on(o, "spec.nodeSelectors", "node %s alone may announce the addresses, and when it is down nobody answers; select two nodes or more", node).values(node, nil)
			}
		}
	}),
}
