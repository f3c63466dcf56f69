// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"maps"
	"slices"

	"vmha.dev/vmha/check"
	"vmha.dev/vmha/document"
	"vmha.dev/vmha/fn"
	"vmha.dev/vmha/plan"
	"vmha.dev/vmha/report/findings"
)

// world is what is judged together. Two kustomizations are two clusters, or two states of one, and
// never meet: each is judged alone, with the files and folders that are named next to them.
type world struct {
	set    *fileSet
	name   string // The kustomization; empty where there is no other.
	failOn plan.Severity
	told   []told
	waived []findings.Finding
	// settings say how to judge; they stand elsewhere, and so does what is found of them.
	settings []*document.Object
	// unused are the waivers of the settings that waive nothing here.
	unused map[string]bool
	// built is the same world with what kustomize makes of the files; nil where there is none.
	built *world
	// rest is set on what stands in no kustomization, by itself.
	rest bool
	// results are what kustomize makes of the objects in files, each behind its source.
	results map[source][2]*document.Object
	// refuted are findings in the files that are not true of what is built.
	refuted map[string]bool
}

// told is a finding, with whether it is about a file that all worlds share.
type told struct {
	findings.Finding
	shared bool
	// edits are those of the repair.
	edits []plan.Edit
	// key tells what is found where in a file, whatever kustomize makes of the names in it.
	key string
}

// worlds are the worlds of what was read.
func (set *fileSet) worlds() []*world {
	var built []*file
	for _, f := range set.files {
		if f.built && !slices.ContainsFunc(built, func(other *file) bool { return other.path == f.path }) {
			built = append(built, f)
		}
	}
	if len(built) < 2 && len(set.kustomizations) == 0 {
		return []*world{{set: set}}
	}
	worlds := make([]*world, 0, len(built)+len(set.kustomizations)+1)
	if len(set.kustomizations) > 0 {
		worlds = append(worlds, set.restWorld())
	}
	for _, one := range built {
		worlds = append(worlds, &world{set: set.only(func(f *file) bool { return f == one }), name: one.path})
	}
	for _, k := range set.kustomizations {
		if !k.common {
			worlds = append(worlds, set.kustomizedWorld(k))
		}
	}
	return worlds
}

// only reads some files anew, and those that all worlds share: a check may render what it reads.
func (set *fileSet) only(own func(*file) bool) *fileSet {
	some := newFileSet(true)
	for _, f := range set.files {
		if own(f) || set.shared(f) {
			some.parse(f.again(), true)
		}
	}
	return some
}

// again is a file that is to be read once more.
func (f *file) again() *file {
	return &file{path: f.path, relative: f.relative, text: f.text, built: f.built, kustomized: f.kustomized, common: f.common}
}

// judge runs the rules on a world.
func (c *checker) judge(w *world) {
	if w.built != nil {
		c.judge(w.built)
		defer w.reconcile()
	}
	objects := append(w.set.manifests(), w.settings...)
	checked := fn.Check(fn.CheckInput{Input: fn.Input{Objects: objects}, Platform: c.platform, Render: true})
	w.failOn = checked.FailOn
	fixable := map[string]check.Fix{}
	for _, fix := range checked.Fixes() {
		fixable[nameOf(fix.Finding)] = fix
	}
	lines := lineReader{}
	for _, finding := range checked.Findings {
		if w.elsewhere(finding) {
			continue
		}
		one := told{Finding: findings.Finding{Finding: finding.Finding, Place: w.set.pointAt(finding, lines)}, key: w.set.keyOf(finding)}
		if fix, found := fixable[nameOf(finding.Finding)]; found {
			one.Fixable, one.Restart, one.edits = !w.set.builtFrom(finding.Object), fix.Restart, fix.Edits
		}
		one.shared = one.Place.File != w.name
		w.told = append(w.told, one)
	}
	for _, waived := range checked.Waived {
		w.waived = append(w.waived, findings.Finding{Finding: waived.Finding.Finding, Place: w.set.pointAt(waived.Finding, lines), Reason: waived.Reason})
	}
}

// failed says whether anything is as severe as what fails the world.
func (w *world) failed() bool {
	return slices.ContainsFunc(w.told, func(one told) bool { return one.Severity.AtLeast(w.failOn) })
}

// strictest is the least severe finding that fails any of the worlds.
func strictest(worlds []*world) plan.Severity {
	return slices.MaxFunc(worlds, func(a, b *world) int { return a.failOn.Compare(b.failOn) }).failOn
}

// merge puts the findings of several worlds together, the worst first.
func merge(worlds []*world) (all, waived []findings.Finding) {
	everywhere, alone := tally(worlds)
	seen := map[string]bool{}
	for _, w := range worlds {
		w.settle(everywhere, alone)
		for n, one := range w.told {
			w.told[n].Fixable = one.Fixable && !overlaid(worlds, w.set, one.edits)
		}
		for _, one := range w.told {
			if !one.shared || !seen[placeOf(one.Finding)] {
				all = append(all, one.Finding)
			}
		}
		for _, one := range w.waived {
			if !seen[placeOf(one)] {
				waived = append(waived, one)
			}
		}
		maps.Copy(seen, w.names())
	}
	slices.SortStableFunc(all, func(a, b findings.Finding) int { return a.Severity.Compare(b.Severity) })
	return all, waived
}

// tally finds out what every world tells that reads the file, and what is told of what stands in no kustomization, by itself.
func tally(worlds []*world) (everywhere func(told) bool, alone map[string]bool) {
	count, readers := map[string]int{}, map[string]int{}
	alone = map[string]bool{}
	for _, w := range worlds {
		for name := range w.names() {
			count[name]++
			alone[name] = alone[name] || w.rest
		}
		for path := range w.paths() {
			readers[path]++
		}
	}
	return func(one told) bool { return count[placeOf(one.Finding)] == readers[one.Place.File] }, alone
}

// settle says of what only some worlds find in a shared file where it is found. A waiver that has its
// effect in one world has it, and what is missing alone and there in a kustomization is there.
func (w *world) settle(everywhere func(told) bool, alone map[string]bool) {
	w.told = slices.DeleteFunc(w.told, func(one told) bool {
		gone := one.shared && !everywhere(one) && (one.ID == check.WithoutEffect.ID || alone[placeOf(one.Finding)])
		if gone {
			w.refute(one)
		}
		return gone
	})
	for n, one := range w.told {
		if one.shared && !everywhere(one) {
			w.told[n].Message += " (together with " + w.name + ")"
		}
	}
}

// refute notes a finding that is not true.
func (w *world) refute(one told) {
	if w.refuted == nil {
		w.refuted = map[string]bool{}
	}
	w.refuted[one.key] = true
}

// paths are those of the files that a world reads, and of the kustomizations that it builds.
func (w *world) paths() map[string]bool {
	paths := map[string]bool{}
	for ; w != nil; w = w.built {
		for _, f := range w.set.files {
			paths[f.path] = true
		}
	}
	return paths
}

// names are the names of all that a world tells.
func (w *world) names() map[string]bool {
	names := map[string]bool{}
	for _, one := range w.told {
		names[placeOf(one.Finding)] = true
	}
	for _, one := range w.waived {
		names[placeOf(one)] = true
	}
	return names
}

// placeOf tells findings in files apart.
func placeOf(f findings.Finding) string { return f.Place.File + "\x00" + nameOf(f.Finding) }
