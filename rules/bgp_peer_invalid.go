// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// bgpPeerInvalid: a BGP peer is described twice, or not at all.
var bgpPeerInvalid = Rule{
	ID:           "bgp-peer-invalid",
	Topic:        Addresses,
	Title:        "a BGP peer is described twice, or not at all",
	Why:          "A peer has exactly one of peerASN and dynamicASN and one of peerAddress and interface, a hold time of 0 or 3 seconds and more, and keeps alive within it: the webhook of MetalLB refuses it.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{metallb + "internal/config/config.go"},
	CatalogueIDs: []string{"node/MLB-15"},
	Check: each("metallb.io", "BGPPeer", func(_ *World, o plan.Item, r *report) {
		spec := o.Root.Get("spec")
		if versionOf(o.Ref) != "v1beta2" || spec.Kind() != plan.Map {
			return
		}
		for _, pair := range [][2]string{{"peerASN", "dynamicASN"}, {"peerAddress", "interface"}} {
			if plan.Exists(spec.Get(pair[0])) == plan.Exists(spec.Get(pair[1])) {
				r.on(o, "spec."+pair[0], "a BGPPeer needs exactly one of %s and %s", pair[0], pair[1])
			}
		}
		if !plan.Exists(spec.Get("myASN")) {
			r.on(o, "spec.myASN", "a BGPPeer needs myASN, the number of the cluster's own system")
		}
		hold, stated := seconds(spec.Get("holdTime"))
		if stated && hold != 0 && hold < 3 {
			r.on(o, "spec.holdTime", "holdTime is %g s; 0 or 3 s and more are allowed", hold).values(spec.Get("holdTime").Text(), "3s")
		}
		if alive, also := seconds(spec.Get("keepaliveTime")); stated && also && hold > 0 && alive > hold {
			r.on(o, "spec.keepaliveTime", "keepaliveTime %g s is longer than holdTime %g s; use a third of it", alive, hold).values(spec.Get("keepaliveTime").Text(), nil)
		}
	}),
}
