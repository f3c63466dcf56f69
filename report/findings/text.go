// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package findings

import (
	"fmt"
	"slices"
	"strings"

	"vmha.dev/vmha/check"
	"vmha.dev/vmha/plan"
)

// shown is how many places of a rule, and how many different messages, are spelled out.
const shown = 3

// named is how many rules with hints are named.
const named = 5

// Text writes the report for people: what to act on comes first, and what many objects
// have in common is told once.
func Text(r Report) ([]byte, error) {
	t := &texter{verbose: r.Verbose}
	var hints []*group
	for _, g := range groups(r.Findings) {
		if g.severity == plan.Info && !r.Verbose {
			hints = append(hints, g)
			continue
		}
		t.group(g)
	}
	t.hints(hints)
	t.waived(r.Waived)
	t.summary(r)
	return []byte(t.b.String()), nil
}

type texter struct {
	b       strings.Builder
	verbose bool
}

func (t *texter) linef(format string, args ...any) {
	t.b.WriteString(fmt.Sprintf(format, args...) + "\n")
}

func (t *texter) group(g *group) {
	title := g.id
	if g.rule.Title != "" {
		title += ": " + g.rule.Title
	}
	if n := g.objects(); n > 1 {
		noun := "object"
		if g.id == check.Unreadable.ID {
			noun = "file"
		}
		title += " (" + count(n, noun) + ")"
	}
	t.linef("%s: %s", g.severity, title)
	limit := shown
	if t.verbose {
		limit = g.count
	}
	for i, alike := range g.alike[:min(limit, len(g.alike))] {
		if i == 0 || t.verbose {
			t.full(alike[0])
		} else {
			t.linef("  also %s: %s", where(alike[0]), plan.OneLine(alike[0].Message))
		}
		t.others(alike[1:], limit)
	}
	if rest := g.alike[min(limit, len(g.alike)):]; len(rest) > 0 {
		t.linef("  and %s like these; --verbose shows all", count(size(rest), "finding"))
	}
	t.advice(g)
	t.linef("")
}

func size(alike [][]Finding) int {
	n := 0
	for _, findings := range alike {
		n += len(findings)
	}
	return n
}

// full spells a finding out, with its line.
func (t *texter) full(f Finding) {
	if f.Place.File != "" {
		t.linef("  %s: %s", place(f.Place), about(f.Finding))
	} else {
		t.linef("  %s", about(f.Finding))
	}
	t.source(f.Place)
	t.linef("  %s", plan.OneLine(f.Message))
	if text := values(f.Finding); text != "" {
		t.linef("  %s", text)
	}
}

// others names the further places of the same finding.
func (t *texter) others(findings []Finding, limit int) {
	if len(findings) == 0 {
		return
	}
	var names []string
	for _, finding := range findings[:min(limit-1, len(findings))] {
		names = append(names, where(finding))
	}
	text := strings.Join(names, ", ")
	if more := len(findings) - len(names); more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	t.linef("  the same: %s", text)
}

func (t *texter) advice(g *group) {
	if g.rule.Why != "" {
		t.linef("  why: %s", g.rule.Why)
	}
	if !g.alike[0][0].Fixable {
		return
	}
	if g.alike[0][0].Restart {
		t.linef("  vmha check --fix mends it; restart needed")
		return
	}
	t.linef("  vmha check --fix mends it")
}

func (t *texter) hints(hints []*group) {
	if len(hints) == 0 {
		return
	}
	n, names := 0, make([]string, 0, len(hints))
	for _, g := range slices.Backward(hints) { // what few have is more telling than what all have
		n += g.count
		names = append(names, fmt.Sprintf("%s (%d)", g.id, g.count))
	}
	more := ""
	if len(names) > named {
		names, more = names[:named], ", ..."
	}
	t.linef("info: %s, --verbose shows them: %s%s\n", count(n, "hint"), strings.Join(names, ", "), more)
}

func (t *texter) waived(findings []Finding) {
	if len(findings) == 0 || !t.verbose {
		return
	}
	t.linef("waived:")
	for _, finding := range findings {
		t.linef("  %s %s: %s", finding.ID, where(finding), plan.OneLine(finding.Reason))
	}
	t.linef("")
}
