// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"net/netip"
	"strings"

	"vmha.dev/vmha/plan"
)

// requestedAddressesDoNotFit: the addresses that a Service asks for do not fit its IP families.
var requestedAddressesDoNotFit = Rule{
	ID:           "requested-addresses-do-not-fit",
	Topic:        Addresses,
	Title:        "the addresses that a Service asks for do not fit its IP families",
	Why:          "A Service takes one address of each of its families: MetalLB gives it none otherwise.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{metallb + "controller/service.go"},
	CatalogueIDs: []string{"node/NET-24"},
	Check: eachService(func(_ *World, s *Service, r *report) {
		if s.Type() != typeLoadBalancer {
			return
		}
		count := map[bool]int{}
		asked := s.RequestedIPs()
		for _, text := range asked {
			if address, err := netip.ParseAddr(text); err == nil {
				count[address.Is4()]++
			}
		}
		families := plan.Texts(s.Spec.Get("ipFamilies"))
		switch {
		case count[true] > 1 || count[false] > 1:
			r.add(s.Ref, requestPath(s), "the Service asks for two addresses of one family, and takes one of each; keep one").values(strings.Join(asked, ","), nil)
		case len(families) == 1 && ((families[0] == "IPv4" && count[false] > 0) || (families[0] == "IPv6" && count[true] > 0)):
			r.add(s.Ref, requestPath(s), "the Service has the family %s alone and asks for %s; make them agree", families[0], strings.Join(asked, ",")).values(strings.Join(asked, ","), nil)
		}
	}),
}
