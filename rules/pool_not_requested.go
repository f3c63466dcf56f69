// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"slices"

	"vmha.dev/vmha/plan"
)

// poolNotRequested: a Service asks for no pool, and none is given unasked.
var poolNotRequested = Rule{
	ID:           "pool-not-requested",
	Topic:        Addresses,
	Title:        "a Service asks for no pool, and none is given unasked",
	Why:          "MetalLB gives addresses of a pool with autoAssign false only to Services that ask for the pool or the address: any other stays pending.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{metallb + "internal/allocator/allocator.go"},
	CatalogueIDs: []string{"node/MLB-09"},
	Check: eachService(func(w *World, s *Service, r *report) {
		pools := w.AddressPools()
		asks := s.annotation("address-pool") != "" || len(s.RequestedIPs()) > 0 || plan.Exists(s.Spec.Get("loadBalancerClass"))
		if s.Type() != typeLoadBalancer || asks || len(pools) == 0 || slices.ContainsFunc(pools, (*AddressPool).AutoAssign) {
			return
		}
		var proposed any
		if len(pools) == 1 {
			proposed = pools[0].Ref.Name
		}
		r.add(s.Ref, plan.Fields("metadata.annotations").Key("metallb.io/address-pool"), "the Service asks for no pool, and every pool here has autoAssign: false, so it may stay without an address; ask for one (metallb.io/address-pool)").values(nil, proposed)
	}),
}
