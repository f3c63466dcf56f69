// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"slices"

	"vmha.dev/vmha/check"
	"vmha.dev/vmha/plan"
)

// Satisfied says which rules an outcome satisfies by what it made and changed: those that
// find something once that is taken away. It looks at one group at a time, and at what stands
// in its namespace or belongs to no group, so its cost grows with the number of groups and
// with what stands in a namespace.
type Satisfied struct {
	run    *run
	scenes map[plan.Ref]*scene
}

// A scene is what stands around what one intent asked for, with what the rules find in it.
type scene struct {
	items []*item
	found map[string]bool
}

// Satisfied looks at this outcome. One that has failed satisfies nothing.
func (o *Outcome) Satisfied() *Satisfied {
	return &Satisfied{run: o.run, scenes: map[plan.Ref]*scene{}}
}

// ByObject are the rules that need an object that an intent made.
func (s *Satisfied) ByObject(intent, object plan.Ref) []string {
	return s.without(intent, func(items []*item) []*item {
		return slices.DeleteFunc(items, func(i *item) bool { return i.ref == object })
	})
}

// ByField are the rules that need the field of a machine that an intent set.
func (s *Satisfied) ByField(intent, machine plan.Ref, path plan.Path) []string {
	return s.without(intent, func(items []*item) []*item {
		at := slices.IndexFunc(items, func(i *item) bool { return i.ref == machine })
		if at < 0 {
			return nil
		}
		changed := items[at].object.Clone()
		if _, err := changed.Apply([]plan.Edit{{Path: path, Mode: plan.Remove}}); err != nil {
			return nil // It stands in an alias, and cannot be taken away alone.
		}
		items[at] = &item{object: changed, root: changed.Root(), ref: machine, owner: items[at].owner}
		return items
	})
}

// without are the rules that find more in a scene without something, sorted.
func (s *Satisfied) without(intent plan.Ref, take func([]*item) []*item) []string {
	if s.run == nil || s.run.failed() {
		return nil
	}
	before := s.scene(intent)
	items := take(slices.Clone(before.items))
	if items == nil {
		return nil
	}
	var rules []string
	for id := range s.run.found(items) {
		if !before.found[id] {
			rules = append(rules, id)
		}
	}
	slices.Sort(rules)
	return rules
}

func (s *Satisfied) scene(intent plan.Ref) *scene {
	known := s.scenes[intent]
	if known == nil {
		known = &scene{items: s.run.around(intent)}
		known.found = s.run.found(known.items)
		s.scenes[intent] = known
	}
	return known
}

// around are what stands around what one intent asked for: its machines, what it and the
// platforms made, and what else there is but the machines and Services of others and the
// namespaces in which their machines stand.
func (r *run) around(intent plan.Ref) []*item {
	mine, elsewhere, home := map[plan.Ref]bool{}, map[string]bool{}, ""
	for i := range r.decided.Groups {
		group := &r.decided.Groups[i]
		if group.Intent != intent {
			elsewhere[group.Namespace] = true
			continue
		}
		home = group.Namespace
		for _, machine := range group.Machines {
			mine[machine.Ref] = true
		}
	}
	delete(elsewhere, home)
	marks := map[string]bool{ownerMark(intent): true}
	for _, platform := range r.in.Platforms {
		marks[ownerMark(platformRef(platform))] = true
	}
	return slices.DeleteFunc(r.whole(), func(i *item) bool {
		others := i.ref.Is("", "Service") || i.ref.Is("kubevirt.io", "VirtualMachine") || elsewhere[i.ref.Namespace]
		return !mine[i.ref] && !marks[i.owner] && (i.owner != "" || others)
	})
}

// found are the rules that find anything in these items.
func (r *run) found(items []*item) map[string]bool {
	in := r.checkInput(items)
	in.Policies = nil
	found := map[string]bool{}
	outcome := check.Run(in)
	for _, finding := range outcome.Findings {
		found[finding.ID] = true
	}
	return found
}
