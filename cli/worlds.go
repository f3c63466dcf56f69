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
	// settings say how to judge a Template; they stand elsewhere, and so does what is found of them.
	settings []*document.Object
	// unused are the waivers of the settings that waive nothing in the Template.
	unused map[string]bool
}

// told is a finding, with whether it is about a file that all worlds share.
type told struct {
	findings.Finding
	shared bool
}

// worlds are the worlds of what was read.
func (set *fileSet) worlds() []*world {
	var built []*file
	for _, f := range set.files {
		if f.built && !slices.ContainsFunc(built, func(other *file) bool { return other.path == f.path }) {
			built = append(built, f)
		}
	}
	if len(built) < 2 {
		return []*world{{set: set}}
	}
	worlds := make([]*world, 0, len(built))
	for _, one := range built {
		// A check may render what it reads, so each world reads the shared files anew.
		own := newFileSet(true)
		for _, f := range set.files {
			if !f.built || f == one {
				own.parse(&file{path: f.path, relative: f.relative, text: f.text, built: f.built}, true)
			}
		}
		worlds = append(worlds, &world{set: own, name: one.path})
	}
	return worlds
}

// judge runs the rules on a world.
func (c *checker) judge(w *world) {
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
		one := told{Finding: findings.Finding{Finding: finding.Finding, Place: w.set.pointAt(finding, lines)}}
		if fix, found := fixable[nameOf(finding.Finding)]; found {
			one.Fixable, one.Restart = !w.set.builtFrom(finding.Object), fix.Restart
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
	count := map[string]int{}
	for _, w := range worlds {
		for name := range w.names() {
			count[name]++
		}
	}
	seen := map[string]bool{}
	for _, w := range worlds {
		w.settle(func(one told) bool { return count[placeOf(one.Finding)] == len(worlds) })
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

// settle says of what only some worlds find in a shared file where it is found. A waiver that has its
// effect in one world has it.
func (w *world) settle(everywhere func(told) bool) {
	w.told = slices.DeleteFunc(w.told, func(one told) bool {
		return one.shared && one.ID == check.WithoutEffect.ID && !everywhere(one)
	})
	for n, one := range w.told {
		if one.shared && !everywhere(one) {
			w.told[n].Message += " (together with " + w.name + ")"
		}
	}
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
