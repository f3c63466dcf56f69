// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import "slices"

// ByTarget parts edits by the object that they change, in the order of their first ones.
func ByTarget(edits []Edit) [][]Edit {
	var parts [][]Edit
	at := map[Ref]int{}
	for len(edits) > 0 {
		target, end := edits[0].Target, 1
		for end < len(edits) && edits[end].Target == target {
			end++
		}
		run := slices.Clip(edits[:end])
		edits = edits[end:]
		if i, found := at[target]; found {
			parts[i] = append(parts[i], run...)
			continue
		}
		at[target] = len(parts)
		parts = append(parts, run)
	}
	return parts
}
