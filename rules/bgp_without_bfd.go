// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// bgpWithoutBfd: a lost node is noticed by the router after minutes.
var bgpWithoutBfd = Rule{
	ID:           "bgp-without-bfd",
	Topic:        Addresses,
	Title:        "a lost node is noticed by the router after minutes",
	Why:          "Without BFD the router keeps sending to a dead node until the hold time is over, 90 s by default.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{metallb + "internal/bgp/native/native.go", metallbDoc + "configuration/_advanced_bgp_configuration/"},
	CatalogueIDs: []string{"node/MLB-17"},
	Check: each("metallb.io", "BGPPeer", func(_ *World, o plan.Item, r *report) {
		spec := o.Root.Get("spec")
		hold, stated := seconds(spec.Get("holdTime"))
		if !stated {
			hold = 90
		}
		if !plan.Exists(spec.Get("bfdProfile")) && hold > 10 && spec.Kind() == plan.Map {
			r.on(o, "spec.bfdProfile", "without BFD the router notices a dead node after the hold time of %g s; name a bfdProfile (FRR mode), or shorten holdTime", hold)
		}
	}),
}
