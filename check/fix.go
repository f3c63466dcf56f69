// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package check

import (
	"reflect"
	"slices"

	"vmha.dev/vmha/plan"
	"vmha.dev/vmha/rules"
)

// Fix is a repair that takes no decision.
type Fix struct {
	Finding plan.Finding
	Edits   []plan.Edit
	// Restart says that a running machine takes it over at its next start only.
	Restart bool
}

// Fixes are the repairs of the findings. What an intent makes is not repaired: the
// intent would make it anew. Of several repairs of one field the first is given; the
// others are due when that one is made.
func (o *Outcome) Fixes() []Fix {
	var fixes []Fix
	taken := map[plan.Ref][]plan.Edit{}
	for _, finding := range o.Findings {
		rule, found := rules.Find(finding.ID)
		if !found {
			continue
		}
		edits := rule.Repair(o.world, finding)
		if len(edits) == 0 || o.makes(edits) || clash(taken, edits) {
			continue
		}
		for _, edit := range edits {
			taken[edit.Target] = append(taken[edit.Target], edit)
		}
		fixes = append(fixes, Fix{finding, edits, rule.Restart})
	}
	return fixes
}

// makes says whether an intent makes what edits would change.
func (o *Outcome) makes(edits []plan.Edit) bool {
	if o.makers == nil {
		return false
	}
	makers := o.makers()
	return slices.ContainsFunc(edits, func(edit plan.Edit) bool {
		_, made := makers[edit.Target]
		return made
	})
}

// clash says whether edits touch what others touch already, and differ from them.
func clash(taken map[plan.Ref][]plan.Edit, edits []plan.Edit) bool {
	for _, edit := range edits {
		for _, other := range taken[edit.Target] {
			same := edit.Mode == other.Mode && reflect.DeepEqual(edit.Path, other.Path) && reflect.DeepEqual(edit.Value, other.Value)
			if !same && overlaps(edit.Path, other.Path) {
				return true
			}
		}
	}
	return false
}

// overlaps says whether one path leads through the other's end.
func overlaps(a, b plan.Path) bool {
	for i := range min(len(a), len(b)) {
		if !reflect.DeepEqual(a[i], b[i]) {
			return false
		}
	}
	return true
}
