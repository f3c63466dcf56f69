// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package findings

import (
	"fmt"
	"strings"

	"vmha.dev/vmha/check"
	"vmha.dev/vmha/plan"
)

// Repair is what became of a fix.
type Repair struct {
	check.Fix

	// Target is the object that was changed, in File.
	Target plan.Ref
	File   string
	// Changes that were made; Err says which could not be.
	Changes []Change
	Err     error
}

// Change is an edit that was made, with what stood there.
type Change struct {
	plan.Edit

	Old any
}

// Repairs says what was mended, or would be: once for all objects that got the same.
func Repairs(repairs []Repair, dry, verbose bool) []byte {
	t := &texter{verbose: verbose}
	var order []string
	places := map[string][]string{}
	for _, repair := range repairs {
		text := repair.describe(dry)
		if places[text] == nil {
			order = append(order, text)
		}
		places[text] = append(places[text], plan.OneLine(repair.File)+" "+repair.Target.String())
	}
	for _, text := range order {
		t.linef("%s", text)
		t.list(places[text])
	}
	return []byte(t.b.String())
}

// list names places, the first few unless all are asked for.
func (t *texter) list(places []string) {
	limit := len(places)
	if !t.verbose {
		limit = min(limit, shown)
	}
	text := strings.Join(places[:limit], ", ")
	if more := len(places) - limit; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	t.linef("  %s", text)
}

func (r Repair) describe(dry bool) string {
	if r.Err != nil {
		return "not mended: " + r.Finding.ID + ": " + plan.OneLine(r.Err.Error())
	}
	words := make([]string, 0, len(r.Changes))
	for _, change := range r.Changes {
		words = append(words, change.describe())
	}
	verb := "mended: "
	if dry {
		verb = "would mend: "
	}
	text := verb + r.Finding.ID + ": " + strings.Join(words, "; ")
	if r.Restart {
		text += "; restart needed"
	}
	return text
}

func (c Change) describe() string {
	path := plan.OneLine(c.Path.String())
	switch {
	case c.Mode == plan.Remove:
		return path + " taken out"
	case c.Mode == plan.Rename:
		return path + " becomes " + value(c.Value)
	case c.Old == nil:
		return path + ": " + value(c.Value)
	}
	return path + ": " + value(c.Value) + " instead of " + value(c.Old)
}
