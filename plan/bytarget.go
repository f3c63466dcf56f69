// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import "slices"

// ByTarget parts edits by the object that they change, in the order of their first ones.
func ByTarget(edits []Edit) [][]Edit {
	var runs [][]Edit
	for len(edits) > 0 {
		end := 1
		for end < len(edits) && edits[end].Target == edits[0].Target {
			end++
		}
		runs = append(runs, edits[:end:end])
		edits = edits[end:]
	}
	return JoinTargets(runs)
}

// JoinTargets joins runs of edits that change one object, each by itself, into one for each object.
func JoinTargets(runs [][]Edit) [][]Edit {
	at := make(map[Ref]int, len(runs))
	parts := runs[:0]
	for _, run := range runs {
		if i, found := at[run[0].Target]; found {
			parts[i] = slices.Concat(parts[i], run)
			continue
		}
		at[run[0].Target] = len(parts)
		parts = append(parts, run)
	}
	return parts
}
