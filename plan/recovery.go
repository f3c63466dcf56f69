// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"cmp"
	"maps"
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
		all = append(all, recoveryOf(company.subject(), company.machines(), setting))
	}
	return all
}

func recoveryOf(subject Ref, machines []Machine, setting Setting) Recovery {
	r := Recovery{Subject: subject}
	facts, kinds := make([]Facts, len(machines)), make([]string, len(machines))
	for i, machine := range machines {
		facts[i], kinds[i] = FactsOf(machine, setting), machine.made
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
			r.Chains = append(r.Chains, r.longest(facts, kinds, failure, view))
		}
	}
	return r
}

// longest is the longest chain of all machines, with those that are stranded noted.
func (r *Recovery) longest(facts []Facts, kinds []string, failure Failure, view View) Chain {
	var longest Chain
	alike := true
	for i, f := range facts {
		chain := f.Recover(failure, view).placed(kinds[i])
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

// A company are objects without an intent that a Service leads to, or one that none does.
type company struct {
	service Item
	makers  []maker
	// size counts all machines behind the Service, whatever else they belong to.
	size int
}

// A maker is an object that makes machines: a machine makes itself.
type maker struct {
	ref      Ref
	machines []Machine
}

// subject is what makes them a group.
func (c company) subject() Ref {
	if c.service.Root != nil && len(c.makers) > 1 {
		return c.service.Ref
	}
	return c.makers[0].ref
}

func (c company) machines() []Machine {
	var all []Machine
	for _, m := range c.makers {
		all = append(all, m.machines...)
	}
	return all
}

// makers are all objects that make machines for the cluster; not those that another one
// has made, as they come in an export.
func (inv *Inventory) makers() map[Ref]maker {
	makers := map[Ref]maker{}
	for _, item := range inv.items {
		if m, replicas, found := ReadMachine(item); found && !item.LocalConfig && Dig(item.Root, "metadata.ownerReferences").Len() == 0 {
			m.made = item.Ref.Kind
			makers[item.Ref] = maker{item.Ref, replicated(m, replicas)}
		}
	}
	return makers
}

// companies parts the machines that nobody has spoken of.
func (inv *Inventory) companies(spoken map[Ref]bool) []company {
	makers := inv.makers()
	left := maps.Clone(makers)
	maps.DeleteFunc(left, func(ref Ref, m maker) bool { return spoken[ref] || len(m.machines) == 0 })
	var all []company
	for _, service := range inv.services() {
		c := company{service: service}
		for _, ref := range inv.podsWith(service.Ref.Namespace, TextMap(At(service.Root, Fields("spec.selector")))) {
			c.size += len(makers[ref].machines)
			if m, found := left[ref]; found {
				c.makers = append(c.makers, m)
				delete(left, ref)
			}
		}
		if len(c.makers) > 0 {
			all = append(all, c)
		}
	}
	for _, m := range left {
		all = append(all, company{makers: []maker{m}, size: len(m.machines)})
	}
	slices.SortFunc(all, func(a, b company) int { return a.makers[0].ref.Compare(b.makers[0].ref) })
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
