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
		own := &fileSet{byOwner: map[*document.Object]*file{}, keepText: true}
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
	checked := fn.Check(fn.CheckInput{Input: fn.Input{Objects: w.set.manifests()}, Platform: c.platform, Render: true})
	w.failOn = checked.FailOn
	fixable := map[string]check.Fix{}
	for _, fix := range checked.Fixes() {
		fixable[nameOf(fix.Finding)] = fix
	}
	lines := lineReader{}
	for _, finding := range checked.Findings {
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

// merge puts the findings of several worlds together. What all of them find in a shared file is told once.
// What only some find there says where; a waiver that has its effect in one world has it.
func merge(worlds []*world) (all, waived []findings.Finding) {
	count := map[string]int{}
	for _, w := range worlds {
		for name := range w.names() {
			count[name]++
		}
	}
	seen := map[string]bool{}
	for _, w := range worlds {
		w.told = slices.DeleteFunc(w.told, func(one told) bool {
			return one.shared && one.ID == check.WithoutEffect.ID && count[placeOf(one.Finding)] < len(worlds)
		})
		for _, one := range w.told {
			name := placeOf(one.Finding)
			if one.shared && count[name] < len(worlds) {
				one.Message += " (together with " + w.name + ")"
			} else if one.shared && seen[name] {
				continue
			}
			all = append(all, one.Finding)
		}
		for _, one := range w.waived {
			if !seen[placeOf(one)] {
				waived = append(waived, one)
			}
		}
		maps.Copy(seen, w.names())
	}
	slices.SortStableFunc(all, func(a, b findings.Finding) int {
		switch {
		case a.Severity == b.Severity:
			return 0
		case a.Severity.AtLeast(b.Severity):
			return -1
		}
		return 1
	})
	return all, waived
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
