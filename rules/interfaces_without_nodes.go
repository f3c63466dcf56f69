// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// interfacesWithoutNodes: a node without the interface may be elected to announce the addresses.
var interfacesWithoutNodes = Rule{
	ID:           "interfaces-without-nodes",
	Topic:        Addresses,
	Title:        "a node without the interface may be elected to announce the addresses",
	Why:          "MetalLB elects a node without regard to its interfaces: one that lacks them announces nothing.",
	Severity:     plan.Info,
	Since:        since,
	Links:        []string{metallbDoc + "configuration/_advanced_l2_configuration/"},
	CatalogueIDs: []string{"node/MLB-14"},
	Check: each("metallb.io", "L2Advertisement", func(_ *World, o plan.Item, r *report) {
		spec := o.Root.Get("spec")
		if interfaces := plan.Texts(spec.Get("interfaces")); len(interfaces) > 0 && spec.Get("nodeSelectors").Len() == 0 {
			r.on(o, "spec.interfaces", "any node may be elected, and one without %s announces nothing; see that every node has it, or select nodes", plan.Enumerate(interfaces)).values(texts(interfaces), nil)
		}
	}),
}
