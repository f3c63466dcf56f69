// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"cmp"
	"slices"
)

// Recovery is what becomes of a group of machines in every failure.
type Recovery struct {
	// Subject is what makes them a group: an intent, a Service, or the only machine.
	Subject  Ref
	Machines []Ref
	// Service is how clients reach the machines; empty where nobody does.
	Service Ref
	// Chains are, for every failure and view, the longest of any machine. Without a Service there is one view only.
	Chains []Chain
	// Stranded are the machines that do not come back, and why.
	Stranded []Stranded
	// Topology is how clients reach the machines, and who watches their nodes.
	Topology Topology
}

// Stranded are machines that never come back from a failure, for one reason.
type Stranded struct {
	Failure  Failure
	Machines []Ref
	Never    Never
}

// Longest is the longest chain that ends.
func (r *Recovery) Longest() (Chain, bool) {
	ending := slices.DeleteFunc(slices.Clone(r.Chains), func(c Chain) bool { return c.Never != nil || len(c.Terms) == 0 })
	if len(ending) == 0 {
		return Chain{}, false
	}
	return slices.MaxFunc(ending, func(a, b Chain) int {
		return cmp.Compare(a.Worst().Seconds, b.Worst().Seconds)
	}), true
}

// Recoveries are those of the groups of a plan, and of all machines of the inventory that
// no intent speaks of: together where a Service leads to several, else one by one.
func Recoveries(p Plan, inv *Inventory) []Recovery {
	var all []Recovery
	spoken, leading := map[Ref]bool{}, inv.leading()
	for i := range p.Groups {
		g := &p.Groups[i]
		setting := Setting{Inventory: inv, Platform: g.Platform, Pools: p.Pools, Group: g}
		if g.Service == nil && len(g.Machines) > 0 {
			setting.Service = leading[g.Machines[0].Ref]
		}
		all = append(all, recoveryOf(g.Intent, g.Machines, setting))
		for _, machine := range g.Machines {
			spoken[machine.Ref] = true
		}
	}
	setting := Setting{Inventory: inv, Pools: p.Pools}
	if len(p.Platforms) == 1 {
		setting.Platform = p.Platforms[0]
	}
	for _, company := range inv.companies(spoken) {
		setting.Service, setting.Machines = company.service, company.size
		subject := company.machines[0].Ref
		if company.service.Root != nil && len(company.machines) > 1 {
			subject = company.service.Ref
		}
		all = append(all, recoveryOf(subject, company.machines, setting))
	}
	return all
}

func recoveryOf(subject Ref, machines []Machine, setting Setting) Recovery {
	r := Recovery{Subject: subject}
	facts := make([]Facts, len(machines))
	for i, machine := range machines {
		facts[i] = FactsOf(machine, setting)
		r.Machines = append(r.Machines, machine.Ref)
		r.Service = facts[i].Reach.Service
		if i == 0 {
			r.Topology = topologyOf(facts[i], setting)
		}
	}
	for _, failure := range Failures {
		for _, view := range Views {
			if view == ServiceBack && r.Service == (Ref{}) {
				continue
			}
			r.Chains = append(r.Chains, r.longest(facts, failure, view))
		}
	}
	return r
}

// longest is the longest chain of all machines, with those that are stranded noted.
func (r *Recovery) longest(facts []Facts, failure Failure, view View) Chain {
	var longest Chain
	alike := true
	for i, f := range facts {
		chain := f.Recover(failure, view)
		chain.Machine = r.Machines[i]
		alike = alike && (i == 0 || chain.Worst() == longest.Worst())
		if i == 0 || chain.Worst().Longer(longest.Worst()) {
			longest = chain
		}
		if view == MachineBack && chain.Never != nil {
			r.strand(chain)
		}
	}
	longest.Alike = alike
	return longest
}

func (r *Recovery) strand(c Chain) {
	for i := range r.Stranded {
		if s := &r.Stranded[i]; s.Failure == c.Failure && s.Never == *c.Never {
			s.Machines = append(s.Machines, c.Machine)
			return
		}
	}
	r.Stranded = append(r.Stranded, Stranded{c.Failure, []Ref{c.Machine}, *c.Never})
}

// company are machines without an intent that a Service leads to, or one that none does.
type company struct {
	service  Item
	machines []Machine
	// size counts all machines behind the Service, whatever else they belong to.
	size int
}

// companies parts the machines that nobody has spoken of.
func (inv *Inventory) companies(spoken map[Ref]bool) []company {
	left := map[Ref]Machine{}
	for _, machine := range inv.machines {
		if !machine.LocalConfig && !spoken[machine.Ref] {
			left[machine.Ref] = machine
		}
	}
	var all []company
	for _, service := range inv.services() {
		c := company{service: service}
		for _, ref := range inv.podsWith(service.Ref.Namespace, TextMap(At(service.Root, Fields("spec.selector")))) {
			if ref.Kind != "VirtualMachine" {
				continue
			}
			c.size++
			if machine, found := left[ref]; found {
				c.machines = append(c.machines, machine)
				delete(left, ref)
			}
		}
		if len(c.machines) > 0 {
			all = append(all, c)
		}
	}
	for _, machine := range left {
		all = append(all, company{machines: []Machine{machine}, size: 1})
	}
	slices.SortFunc(all, func(a, b company) int { return a.machines[0].Ref.Compare(b.machines[0].Ref) })
	return all
}

// leading are the Services of the inventory by the machines that they lead to, of several the most public.
func (inv *Inventory) leading() map[Ref]Item {
	leading := map[Ref]Item{}
	for _, service := range inv.services() {
		for _, ref := range inv.podsWith(service.Ref.Namespace, TextMap(At(service.Root, Fields("spec.selector")))) {
			if _, found := leading[ref]; !found {
				leading[ref] = service
			}
		}
	}
	return leading
}

// services are those that select pods, the most public first.
func (inv *Inventory) services() []Item {
	services := slices.DeleteFunc(inv.ofKind("", "Service", ""), func(item Item) bool {
		return At(item.Root, Fields("spec.selector")).Len() == 0
	})
	publicity := func(item Item) int {
		spec := item.Root.Get("spec")
		if spec.Get("clusterIP").Text() == "None" {
			return -1
		}
		return max(0, slices.Index([]string{"ClusterIP", "NodePort", "LoadBalancer"}, spec.Get("type").Text()))
	}
	slices.SortStableFunc(services, func(a, b Item) int { return cmp.Compare(publicity(b), publicity(a)) })
	return services
}
