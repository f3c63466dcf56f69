// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"cmp"
	"slices"
)

// Severity of a finding.
type Severity string

// The severities, the worst first.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Info    Severity = "info"
)

func (s Severity) rank() int {
	switch s {
	case Error:
		return 0
	case Warning:
		return 1
	case Info:
		return 2
	}
	return -1
}

// Compare puts the worst first.
func (s Severity) Compare(other Severity) int { return cmp.Compare(s.rank(), other.rank()) }

// AtLeast says whether a severity is another one or worse.
func (s Severity) AtLeast(other Severity) bool { return s.Compare(other) <= 0 }

// Finding is one thing to tell about the user's files.
type Finding struct {
	// ID is the reason or the rule, in kebab-case.
	ID       string
	Severity Severity
	// Ref is the object that the finding is about.
	Ref Ref
	// Path is its field; nil for the object as a whole.
	Path Path
	// Current is what stands there, Proposed what should; nil where there is nothing to say.
	Current, Proposed any
	// Message is a fact with a way out, on one line.
	Message string
	// Source is the field of the intent that brought it up, if one did.
	Source Source
}

// SortFindings puts errors first, then goes by object, field, ID and message.
func SortFindings(findings []Finding) {
	slices.SortStableFunc(findings, func(a, b Finding) int {
		if order := cmp.Or(a.Severity.Compare(b.Severity), a.Ref.Compare(b.Ref)); order != 0 {
			return order // before the paths are written out
		}
		return cmp.Or(
			cmp.Compare(a.Path.String(), b.Path.String()),
			cmp.Compare(a.ID, b.ID),
			cmp.Compare(a.Message, b.Message),
		)
	})
}

// HasErrors says whether any finding is an error.
func HasErrors(findings []Finding) bool {
	return slices.ContainsFunc(findings, func(f Finding) bool { return f.Severity == Error })
}
