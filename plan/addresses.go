// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"fmt"
	"net/netip"
	"strings"
)

// Range is a range of addresses of one family, both ends included.
type Range struct {
	From, To netip.Addr
}

// ParseRange reads an address range as MetalLB does (internal/config ParseCIDR): a
// CIDR, or two addresses with a dash between. What MetalLB would refuse, widen or
// turn into an empty pool without a word is an error here, with a way out.
func ParseRange(text string) (Range, error) {
	if first, last, isRange := strings.Cut(text, "-"); isRange {
		return parseEnds(text, strings.TrimSpace(first), strings.TrimSpace(last))
	}
	if address, isAddress := parseAddress(text); isAddress {
		return Range{}, fmt.Errorf("%q is a single address; MetalLB takes it as %s/%d", text, address, address.BitLen())
	}
	prefix, err := netip.ParsePrefix(text)
	if err != nil || prefix.Addr().Is4In6() {
		return Range{}, fmt.Errorf("%q is no range of addresses; write a CIDR (192.0.2.240/28) or both ends (192.0.2.240-192.0.2.250)", text)
	}
	if masked := prefix.Masked(); masked != prefix {
		return Range{}, fmt.Errorf("%q has host bits; MetalLB would take all of %s; write that, or the addresses that are meant", text, masked)
	}
	return Range{prefix.Addr(), lastOf(prefix)}, nil
}

func parseEnds(text, first, last string) (Range, error) {
	from, isAddress := parseAddress(first)
	if !isAddress {
		return Range{}, fmt.Errorf("%q does not start with an address; write both ends in full: 192.0.2.240-192.0.2.250", text)
	}
	to, isAddress := parseAddress(last)
	if !isAddress {
		return Range{}, fmt.Errorf("%q does not end with a full address; write both ends in full: 192.0.2.240-192.0.2.250", text)
	}
	if from.Is4() != to.Is4() {
		return Range{}, fmt.Errorf("%q mixes IPv4 and IPv6; MetalLB would make a pool without any address of it; write two ranges", text)
	}
	if to.Less(from) {
		return Range{}, fmt.Errorf("%q ends before it starts; write %s-%s", text, to, from)
	}
	return Range{from, to}, nil
}

// parseAddress reads an address, as MetalLB does: without a zone. An IPv4 address is written as one.
func parseAddress(text string) (address netip.Addr, ok bool) {
	address, err := netip.ParseAddr(text)
	return address, err == nil && address.Zone() == "" && !address.Is4In6()
}

func lastOf(prefix netip.Prefix) netip.Addr {
	bytes := prefix.Addr().AsSlice()
	for i := range bytes {
		hostBits := min(max((i+1)*8-prefix.Bits(), 0), 8)
		bytes[i] |= byte(1<<hostBits - 1)
	}
	last, _ := netip.AddrFromSlice(bytes)
	return last
}

// Contains says whether the address is in the range.
func (r Range) Contains(address netip.Addr) bool {
	return r.From.Is4() == address.Is4() && !address.Less(r.From) && !r.To.Less(address)
}

// Overlaps says whether the ranges share an address.
func (r Range) Overlaps(other Range) bool {
	return r.Contains(other.From) || other.Contains(r.From)
}

// families says which IP families the ranges hold.
func families(ranges []Range) (v4, v6 bool) {
	for _, r := range ranges {
		v4 = v4 || r.From.Is4()
		v6 = v6 || r.From.Is6()
	}
	return v4, v6
}
