// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// poolTooSmall: more Services ask for a pool than it has addresses.
var poolTooSmall = Rule{
	ID:           "pool-too-small",
	Topic:        Addresses,
	Title:        "more Services ask for a pool than it has addresses",
	Why:          "Each Service takes an address, unless it shares one: those that come late stay pending.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{metallb + "internal/allocator/allocator.go"},
	CatalogueIDs: []string{"node/MLB-08"},
	Check: func(w *World) []plan.Finding {
		var r report
		asked := map[string]int{}
		shared := map[string]bool{}
		for _, s := range w.Services {
			name, key := s.annotation("address-pool"), s.annotation("allow-shared-ip")
			if s.Type() != typeLoadBalancer || name == "" || (key != "" && shared[name+" "+key]) {
				continue
			}
			shared[name+" "+key] = true
			asked[name]++
		}
		for _, p := range w.AddressPools() {
			if capacity := p.capacity(); capacity > 0 && asked[p.Ref.Name] > capacity {
				r.on(p.Item, "spec.addresses", "%d Services ask for the pool, which has %d addresses; add some", asked[p.Ref.Name], capacity).values(capacity, nil)
			}
		}
		return r.findings
	},
}

// capacity is how many addresses of one family the pool has, counted up to a million.
func (p *AddressPool) capacity() int {
	const enough = 1 << 20
	var v4, v6 int
	for _, r := range p.Ranges {
		count := 1
		for address := r.From; address != r.To && count < enough; address = address.Next() {
			count++
		}
		if r.From.Is4() {
			v4 += count
		} else {
			v6 += count
		}
	}
	return max(v4, v6)
}
