// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package report

import (
	"cmp"
	"slices"
	"strings"

	"vmha.dev/vmha/plan"
)

// groupView is a group as a page shows it: a row of the first page, and a section.
type groupView struct {
	plan.Recovery
	// ID is what links lead to.
	ID string
	// Nevers counts the failures that the machines, or the service, do not come back from.
	Nevers int
	// Longest is the longest time that ends, Share its part of the longest of all groups.
	Longest plan.Span
	Share   string
	// Cells are the worst cases by failure, in the order of a summary.
	Cells   []cellView
	Rows    []rowView
	Scale   string
	Details []chainView
	Helps   []string
	Notes   []string
	// Findings are errors and warnings, Hints the rest.
	Findings, Hints []findingView
	Picture         picture
}

// cellView is the worst case of a failure. Service is set where it differs from that of the machines.
type cellView struct {
	Failure plan.Failure
	Machine plan.Span
	Service *plan.Span
}

func groupOf(r plan.Recovery) *groupView {
	g := &groupView{Recovery: r, ID: idOf(r.Subject), Notes: notes(r), Picture: pictureOf(r)}
	scale := 0
	if longest, found := r.Longest(); found {
		g.Longest, g.Helps = longest.Worst(), longest.Helps()
		scale = g.Longest.Seconds
		g.Scale = g.Longest.InWords()
	}
	for _, failure := range failures {
		cell := cellView{Failure: failure}
		never := false
		for _, c := range r.Chains {
			if c.Failure != failure {
				continue
			}
			worst := c.Worst()
			never = never || worst.Never
			if c.View == plan.MachineBack {
				cell.Machine = worst
			} else if worst != cell.Machine {
				cell.Service = &worst
			}
			g.Rows = append(g.Rows, rowOf(c, scale))
			g.detail(c)
		}
		if never {
			g.Nevers++
		}
		g.Cells = append(g.Cells, cell)
	}
	g.openLongest()
	g.Stranded = slices.Clone(g.Stranded)
	slices.SortStableFunc(g.Stranded, func(a, b plan.Stranded) int {
		return cmp.Compare(slices.Index(failures, a.Failure), slices.Index(failures, b.Failure))
	})
	return g
}

// detail adds the terms of a chain; one that takes the same steps as that of the machine is told once.
func (g *groupView) detail(c plan.Chain) {
	if len(c.Terms) == 0 {
		return
	}
	if last := len(g.Details) - 1; last >= 0 && g.Details[last].Failure == c.Failure && slices.Equal(g.Details[last].Chain.Terms, c.Terms) {
		g.Details[last].Views += " and " + string(c.View)
		return
	}
	g.Details = append(g.Details, chainOf(c))
}

// openLongest opens the terms that most readers look for.
func (g *groupView) openLongest() {
	for i := range g.Details {
		if g.Details[i].Worst() == g.Longest {
			g.Details[i].Open = true
			return
		}
	}
}

// idOf names a section: a namespace has no dots, so no two objects share one.
func idOf(ref plan.Ref) string {
	return strings.ToLower(ref.Kind) + "." + ref.Namespace + "." + ref.Name
}

// Names are those of the machines.
func (g *groupView) Names() string { return names(g.Machines) }

// HasService says whether a Service leads to the machines.
func (g *groupView) HasService() bool { return g.Service != plan.Ref{} }
