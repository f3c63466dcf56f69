// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"
	"net/netip"
	"slices"

	"vmha.dev/vmha/plan"
)

// addressRangeInvalid: an address range is none.
var addressRangeInvalid = Rule{
	ID:           "address-range-invalid",
	Topic:        Addresses,
	Title:        "an address range is none",
	Why:          "MetalLB refuses the pool, or takes a mixed range for a pool without any address.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{metallb + "internal/config/config.go"},
	CatalogueIDs: []string{"node/MLB-05"},
	Check: whole(func(w *World) []plan.Finding {
		var r report
		for _, p := range w.AddressPools() {
			ranges := plan.Texts(p.Spec.Get("addresses"))
			mended, repairable := slices.Clone(ranges), true
			var problem error
			for i, text := range ranges {
				if _, err := plan.ParseRange(masked(text)); err != nil {
					address, notAddress := netip.ParseAddr(text)
					problem = err
					if repairable = repairable && notAddress == nil; notAddress == nil {
						mended[i] = fmt.Sprintf("%s/%d", address, address.BitLen())
					}
				}
			}
			switch {
			case len(ranges) == 0:
				r.on(p.Item, "spec.addresses", "the pool has no addresses, and MetalLB refuses it; write a CIDR or a range")
			case problem != nil && repairable:
				r.on(p.Item, "spec.addresses", "%v", problem).values(texts(ranges), texts(mended))
			case problem != nil:
				r.on(p.Item, "spec.addresses", "%v", problem).values(texts(ranges), nil)
			}
		}
		return r.findings
	}),
	Fix: setProposed,
}
