// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"fmt"
	"reflect"
	"slices"
)

// Conflicts finds edits of different intents that want one field to be two things. The
// edits are parted by the object that they change.
func Conflicts(parts [][]Edit) []Finding {
	var findings []Finding
	for _, part := range parts {
		if slices.ContainsFunc(part, func(edit Edit) bool { return edit.Source.Intent != part[0].Source.Intent }) {
			findings = append(findings, conflictsIn(part)...)
		}
	}
	return findings
}

// conflictsIn finds them among the edits of one object.
func conflictsIn(edits []Edit) []Finding {
	first := map[string]Edit{}
	var findings []Finding
	for _, edit := range edits {
		at := edit.Path.String()
		other, found := first[at]
		if !found {
			first[at] = edit
			continue
		}
		if other.Source.Intent == edit.Source.Intent || agree(other, edit) {
			continue
		}
		findings = append(findings, Finding{
			ID: "intents-disagree", Severity: Error, Ref: edit.Target, Path: edit.Path, Source: edit.Source,
			Message: fmt.Sprintf("%s (%s) and %s (%s) want different things of this machine%s; let one intent select it, or let both say the same",
				other.Source.Intent, other.Source.Field, edit.Source.Intent, edit.Source.Field, namely(other.Value, edit.Value)),
		})
	}
	return findings
}

// namely writes two values, if they are short.
func namely(a, b any) string {
	for _, value := range []any{a, b} {
		switch value.(type) {
		case string, bool, int64:
		default:
			return ""
		}
	}
	return fmt.Sprintf(" (%v, %v)", a, b)
}

// agree says whether two edits come to the same: one that wins and one that yields do, if their values are equal.
func agree(a, b Edit) bool {
	writes := func(m Mode) bool { return m == Set || m == Default }
	return (a.Mode == b.Mode || writes(a.Mode) && writes(b.Mode)) && reflect.DeepEqual(a.Value, b.Value)
}
