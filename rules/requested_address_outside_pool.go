// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"net/netip"
	"strings"

	"vmha.dev/vmha/plan"
)

// requestedAddressOutsidePool: a Service asks for an address that its pool does not hold.
var requestedAddressOutsidePool = Rule{
	ID:           "requested-address-outside-pool",
	Topic:        Addresses,
	Title:        "a Service asks for an address that its pool does not hold",
	Why:          "MetalLB gives the Service no address: it stays pending.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{metallb + "controller/service.go"},
	CatalogueIDs: []string{"node/NET-24"},
	Check: eachService(func(w *World, s *Service, r *report) {
		if s.Type() != typeLoadBalancer {
			return
		}
		pool, found := w.AddressPool(s.annotation("address-pool"))
		for _, text := range s.RequestedIPs() {
			address, err := netip.ParseAddr(text)
			switch {
			case err != nil:
				r.add(s.Ref, requestPath(s), "%q is no address, and MetalLB gives the Service none; write one such as 192.0.2.241", text).values(text, nil)
			case found && len(pool.Ranges) > 0 && !pool.Holds(address):
				r.add(s.Ref, requestPath(s), "%s is not in IPAddressPool %s (%s), and MetalLB gives the Service no address", text, pool.Ref.Name, strings.Join(plan.Texts(pool.Spec.Get("addresses")), ", ")).values(text, nil)
			}
		}
	}),
}

// requestPath is where the Service asks for addresses.
func requestPath(s *Service) plan.Path {
	if s.annotation("loadBalancerIPs") == "" {
		return plan.Fields("spec.loadBalancerIP")
	}
	return plan.Fields("metadata.annotations").Key(s.annotationKey("loadBalancerIPs"))
}
