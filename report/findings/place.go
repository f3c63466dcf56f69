// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package findings

import (
	"fmt"
	"strings"
	"unicode"

	"vmha.dev/vmha/plan"
)

// widest is how much of a line of a file is shown.
const widest = 120

// place writes a place as file:line:column.
func place(p Place) string {
	if p.Line == 0 {
		return plan.OneLine(p.File)
	}
	return fmt.Sprintf("%s:%d:%d", plan.OneLine(p.File), p.Line, max(p.Column, 1))
}

// where is the line of a finding, or its object where there is no line.
func where(f Finding) string {
	if f.Place.Line > 0 || f.Ref.Name == f.Place.File { // A file that cannot be read is its own object.
		return place(f.Place)
	}
	return strings.TrimSpace(plan.OneLine(f.Place.File) + " " + plan.OneLine(f.Ref.String()))
}

// source shows the line of a file with a caret under the column.
func (t *texter) source(p Place) {
	if p.Line == 0 || strings.TrimSpace(p.Text) == "" {
		return
	}
	runes := []rune(strings.TrimRight(p.Text, "\r\n"))
	at := min(max(p.Column-1, 0), len(runes))
	from := 0
	if at > widest*3/4 {
		from = at - widest/2
	}
	number := fmt.Sprintf("%5d", p.Line)
	t.linef("  %s | %s", number, cleaned(runes[from:min(from+widest, len(runes))]))
	t.linef("  %s | %s^", strings.Repeat(" ", len(number)), strings.Repeat(" ", at-from))
}

// cleaned is a line with one column for each character.
func cleaned(runes []rune) string { return strings.Map(printable, string(runes)) }

// printable replaces control characters other than white space.
func printable(r rune) rune {
	switch {
	case unicode.IsSpace(r):
		return ' '
	case plan.IsObeyed(r):
		return '?'
	}
	return r
}
