// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"

	"vmha.dev/vmha/plan"
)

// bgpWithoutBfd: a lost node is noticed by the router after minutes.
var bgpWithoutBfd = Rule{
	ID:           "bgp-without-bfd",
	Topic:        Addresses,
	Title:        "a lost node is noticed by the router after minutes",
	Why:          "Without BFD the router keeps sending to a dead node until the hold time is over, by default 90 s in MetalLB's native mode and 180 s in FRR mode since 0.14.9.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{metallb + "internal/bgp/native/native.go", metallbIssue + "2537", metallbDoc + "configuration/_advanced_bgp_configuration/"},
	CatalogueIDs: []string{"node/MLB-17"},
	Check: each("metallb.io", "BGPPeer", func(_ *World, o plan.Item, r *report) {
		spec := o.Root.Get("spec")
		hold, stated := seconds(spec.Get("holdTime"))
		words := fmt.Sprintf("of %g s", hold)
		if !stated {
			words = "of 90 s (native mode) or 180 s (FRR mode)"
		}
		if !plan.Exists(spec.Get("bfdProfile")) && (!stated || hold > 10) && spec.Kind() == plan.Map {
			r.on(o, "spec.bfdProfile", "without BFD the router notices a dead node after the hold time %s; name a bfdProfile (FRR mode), or shorten holdTime", words)
		}
	}),
}
