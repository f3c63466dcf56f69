// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package intent

import (
	"cmp"
	"slices"
	"strconv"

	"vmha.dev/vmha/plan"
)

// Problem is one structural mistake of an intent.
type Problem struct {
	// Path is the field; of a field that is missing, where it belongs.
	Path plan.Path
	// Message is a fact with a way out, on one line. It names the field itself.
	Message string
	// Current is the value that stands there, if it is a scalar. Proposed is the one
	// that was probably meant, or nil.
	Current, Proposed any
}

// sortProblems orders them by field: names by alphabet, elements by number, the
// whole before its parts.
func sortProblems(problems []Problem) {
	slices.SortStableFunc(problems, func(a, b Problem) int {
		return slices.CompareFunc(a.Path, b.Path, compareSteps)
	})
}

func compareSteps(a, b plan.Step) int {
	if a.Match == nil || b.Match == nil {
		return cmp.Compare(a.Key, b.Key)
	}
	return cmp.Compare(number(a), number(b))
}

// number is the number of a list element.
func number(s plan.Step) int {
	n, _ := strconv.Atoi(s.Match[0].Value)
	return n
}
