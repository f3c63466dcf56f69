// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"slices"

	"vmha.dev/vmha/plan"
)

// poolsOverlap: an address is in two pools, or twice in one.
var poolsOverlap = Rule{
	ID:           "pools-overlap",
	Topic:        Addresses,
	Title:        "an address is in two pools, or twice in one",
	Why:          "MetalLB refuses the second pool, and with it every later change of its configuration.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{metallb + "internal/config/config.go"},
	CatalogueIDs: []string{"node/MLB-07"},
	Check: whole(func(w *World) []plan.Finding {
		var r report
		type owned struct {
			plan.Range
			pool *AddressPool
		}
		var ranges []owned
		for _, p := range w.AddressPools() {
			for _, rng := range p.Ranges {
				ranges = append(ranges, owned{rng, p})
			}
		}
		slices.SortStableFunc(ranges, func(a, b owned) int { return a.From.Compare(b.From) })
		for i := 1; i < len(ranges); i++ {
			a, b := ranges[i-1], ranges[i]
			same := a.pool != b.pool && a.pool.Ref == b.pool.Ref
			if a.Overlaps(b.Range) && !same {
				r.on(b.pool.Item, "spec.addresses", "%s-%s overlaps with %s-%s of %s, and MetalLB refuses that; list each address once", b.From, b.To, a.From, a.To, a.pool.Ref)
			}
			if b.To.Less(a.To) {
				ranges[i].To, ranges[i].pool = a.To, a.pool
			}
		}
		return r.findings
	}),
}
