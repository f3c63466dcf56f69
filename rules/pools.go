// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"net/netip"
	"slices"
	"strings"

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
	if w.poolNamed == nil {
		w.poolNamed = map[string]*AddressPool{}
		for _, p := range w.AddressPools() {
			w.poolNamed[p.Ref.Name] = p
		}
	}
	p, found := w.poolNamed[name]
	return p, found
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

// advertises says whether an advertisement is about a pool. One that names none is about all.
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
	for _, selector := range plan.Elements(selectors) {
		if readSelector(selector).Labels(own) {
			return true
		}
	}
	return false
}

// advertisements of one kind, by the pools that they name.
type advertisements struct {
	named map[string]bool // by namespace and name of the pool
	// others name no pool: they are about all, or about those with certain labels.
	others []plan.Item
}

// advertised says whether an advertisement of a kind is about a pool.
func (w *World) advertised(kind string, p *AddressPool) bool {
	if w.adverts == nil {
		w.adverts = map[string]advertisements{}
	}
	index, built := w.adverts[kind]
	if !built {
		index.named = map[string]bool{}
		for _, item := range w.Objects(metallbGroup, kind) {
			spec := item.Root.Get("spec")
			names := plan.Texts(spec.Get("ipAddressPools"))
			for _, name := range names {
				index.named[item.Ref.Namespace+"/"+name] = true
			}
			if len(names) == 0 || spec.Get("ipAddressPoolSelectors").Len() > 0 {
				index.others = append(index.others, item)
			}
		}
		w.adverts[kind] = index
	}
	return index.named[p.Ref.Namespace+"/"+p.Ref.Name] ||
		slices.ContainsFunc(index.others, func(item plan.Item) bool { return advertises(item, p) })
}

// poolsFor are the pools that a Service may get its address from: the one that it asks
// for, or all that are given out unasked.
func (w *World) poolsFor(s *Service) []*AddressPool {
	if asked := s.annotation("address-pool"); asked != "" {
		if p, found := w.AddressPool(asked); found {
			return []*AddressPool{p}
		}
		return nil
	}
	ips := s.RequestedIPs()
	var pools []*AddressPool
	for _, p := range w.AddressPools() {
		switch {
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
		l2 = l2 || w.advertised(kindL2, p)
		bgp = bgp || w.advertised(kindBGP, p)
	}
	return l2, bgp
}

// renamedPool finds the one pool whose name is a longer form of another: with a prefix, a suffix or both.
func (w *World) renamedPool(name string) (string, bool) {
	found := ""
	for _, p := range w.AddressPools() {
		longer := strings.HasSuffix(p.Ref.Name, name) || strings.HasPrefix(p.Ref.Name, name+"-") || strings.Contains(p.Ref.Name, "-"+name+"-")
		if longer && found != "" {
			return "", false
		}
		if longer {
			found = p.Ref.Name
		}
	}
	return found, found != ""
}
