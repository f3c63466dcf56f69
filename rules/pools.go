// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"net/netip"
	"slices"

	"vmha.dev/vmha/plan"
)

const (
	metallbGroup = "metallb.io"
	kindPoolOf   = "IPAddressPool"
	kindL2       = "L2Advertisement"
	kindBGP      = "BGPAdvertisement"
)

// AddressPool is an IPAddressPool of MetalLB.
type AddressPool struct {
	plan.Item

	Spec plan.Node
	// Ranges that MetalLB would take.
	Ranges []plan.Range
}

// AddressPools are the pools, by reference.
func (w *World) AddressPools() []*AddressPool {
	if w.pools != nil {
		return w.pools
	}
	for _, item := range w.Objects(metallbGroup, kindPoolOf) {
		p := &AddressPool{Item: item, Spec: item.Root.Get("spec")}
		for _, text := range plan.Texts(p.Spec.Get("addresses")) {
			if r, err := plan.ParseRange(masked(text)); err == nil {
				p.Ranges = append(p.Ranges, r)
			}
		}
		w.pools = append(w.pools, p)
	}
	return w.pools
}

// masked is a CIDR without host bits, as MetalLB reads it.
func masked(text string) string {
	if prefix, err := netip.ParsePrefix(text); err == nil {
		return prefix.Masked().String()
	}
	return text
}

// AddressPool returns the pool of this name.
func (w *World) AddressPool(name string) (*AddressPool, bool) {
	pools := w.AddressPools()
	at := slices.IndexFunc(pools, func(p *AddressPool) bool { return p.Ref.Name == name })
	if at < 0 {
		return nil, false
	}
	return pools[at], true
}

// AutoAssign says whether the pool serves Services that ask for no pool.
func (p *AddressPool) AutoAssign() bool {
	assign, stated := p.Spec.Get("autoAssign").Bool()
	return assign || !stated
}

// Holds says whether an address is in the pool.
func (p *AddressPool) Holds(address netip.Addr) bool {
	return slices.ContainsFunc(p.Ranges, func(r plan.Range) bool { return r.Contains(address) })
}

// Advertises says whether an advertisement is about a pool. One that names none is about all.
func advertises(advertisement plan.Item, p *AddressPool) bool {
	spec := advertisement.Root.Get("spec")
	names, selectors := plan.Texts(spec.Get("ipAddressPools")), spec.Get("ipAddressPoolSelectors")
	if advertisement.Ref.Namespace != p.Ref.Namespace {
		return false
	}
	if len(names) == 0 && selectors.Len() == 0 {
		return true
	}
	if slices.Contains(names, p.Ref.Name) {
		return true
	}
	own := plan.TextMap(p.Root.Get("metadata").Get("labels"))
	for _, selector := range selectors.Elements() {
		if readSelector(selector).Labels(own) {
			return true
		}
	}
	return false
}

// poolsFor are the pools that a Service may get its address from: the one that it asks
// for, or all that are given out unasked.
func (w *World) poolsFor(s *Service) []*AddressPool {
	asked := s.annotation("address-pool")
	ips := s.RequestedIPs()
	var pools []*AddressPool
	for _, p := range w.AddressPools() {
		switch {
		case asked != "":
			if p.Ref.Name == asked {
				pools = append(pools, p)
			}
		case len(ips) > 0:
			if address, err := netip.ParseAddr(ips[0]); err == nil && p.Holds(address) {
				pools = append(pools, p)
			}
		case p.AutoAssign():
			pools = append(pools, p)
		}
	}
	return pools
}

// announced says how the address of a Service may be announced, as far as the manifests tell.
func (w *World) announced(s *Service) (l2, bgp bool) {
	for _, p := range w.poolsFor(s) {
		l2 = l2 || slices.ContainsFunc(w.Objects(metallbGroup, kindL2), func(item plan.Item) bool { return advertises(item, p) })
		bgp = bgp || slices.ContainsFunc(w.Objects(metallbGroup, kindBGP), func(item plan.Item) bool { return advertises(item, p) })
	}
	return l2, bgp
}
