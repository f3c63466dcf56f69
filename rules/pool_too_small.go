// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"bytes"
	"encoding/binary"

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
	Check: whole(func(w *World) []plan.Finding {
		var r report
		asked := map[string]int64{}
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
				r.on(p.Item, "spec.addresses", "%d Services ask for the pool, which has room for %d; add addresses", asked[p.Ref.Name], capacity).values(capacity, nil)
			}
		}
		return r.findings
	}),
}

// capacity is how many addresses of one family the pool has; a great many are some millions.
func (p *AddressPool) capacity() int64 {
	var v4, v6 int64
	for _, r := range p.Ranges {
		first, last := r.From.AsSlice(), r.To.AsSlice()
		low := len(first) - 4
		count := int64(1) << 32
		if bytes.Equal(first[:low], last[:low]) {
			count = int64(binary.BigEndian.Uint32(last[low:])) - int64(binary.BigEndian.Uint32(first[low:])) + 1
		}
		if r.From.Is4() {
			v4 += count
		} else {
			v6 += count
		}
	}
	return max(v4, v6)
}
