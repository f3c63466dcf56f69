// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"net/netip"

	"vmha.dev/vmha/plan"
)

// addressRangeHasHostBits: a CIDR of a pool means more than it says.
var addressRangeHasHostBits = Rule{
	ID:           "address-range-has-host-bits",
	Topic:        Addresses,
	Title:        "a CIDR of a pool means more than it says",
	Why:          "MetalLB takes 192.0.2.5/24 for all of 192.0.2.0/24 without a word, gateway and nodes among it.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{metallb + "internal/config/config.go"},
	CatalogueIDs: []string{"node/MLB-06"},
	Check: whole(func(w *World) []plan.Finding {
		var r report
		for _, p := range w.AddressPools() {
			ranges := plan.Texts(p.Spec.Get("addresses"))
			clean := make([]string, len(ranges))
			wide := ""
			for i, text := range ranges {
				if clean[i] = masked(text); clean[i] != text && wide == "" {
					wide = text
				}
			}
			if prefix, err := netip.ParsePrefix(wide); err == nil && prefix.Masked() != prefix {
				r.on(p.Item, "spec.addresses", "%s has host bits: MetalLB takes all of %s; write that, or the addresses that are meant", wide, prefix.Masked()).values(texts(ranges), texts(clean))
			}
		}
		return r.findings
	}),
	Fix: setProposed,
}
