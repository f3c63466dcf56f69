// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package report

import (
	"slices"

	"vmha.dev/vmha/plan"
)

// severityView are the findings of one severity, by what they are.
type severityView struct {
	Severity plan.Severity
	Count    int
	Kinds    []kindView
}

// kindView are the findings of one ID.
type kindView struct {
	ID string
	// Title says on one line what is wrong; empty where the ID says enough.
	Title string
	Count int
	// Findings are these, those that are alike told together.
	Findings []findingView
	// Open is set where a reader should see them at once.
	Open bool
}

// findingView is a finding with the group that it is about. What holds of several objects of
// a group in the same words is one.
type findingView struct {
	plan.Finding

	Refs []plan.Ref
	// Group is the ID of a section; empty where the finding is about no group.
	Group string
}

// Field is where the finding stands, for people.
func (f findingView) Field() string { return f.Path.String() }

// Who names what the finding is about.
func (f findingView) Who() string { return f.Ref.Kind + " " + names(f.Refs) }

// with adds a finding to others: to one that says the same of another object of its group, if there is one.
func (f findingView) with(others []findingView) []findingView {
	for i := range others {
		o := &others[i]
		if o.ID == f.ID && o.Group == f.Group && o.Ref.Kind == f.Ref.Kind && o.Message == f.Message && o.Field() == f.Field() {
			o.Refs = append(o.Refs, f.Ref)
			return others
		}
	}
	f.Refs = []plan.Ref{f.Ref}
	return append(others, f)
}

// findings puts findings on the first page and to the groups that they are about.
func (p *page) findings(r Report) {
	for _, severity := range []plan.Severity{plan.Error, plan.Warning, plan.Info} {
		p.Severities = append(p.Severities, severityView{Severity: severity})
	}
	sorted := slices.Clone(r.Findings)
	plan.SortFindings(sorted)
	for _, finding := range sorted {
		view := findingView{Finding: finding}
		for i := range p.Groups {
			if p.Groups[i].concerns(finding) {
				view.Group = p.Groups[i].ID
				p.Groups[i].tell(view)
				break
			}
		}
		for i := range p.Severities {
			if p.Severities[i].Severity == finding.Severity {
				p.Severities[i].add(view, r.Titles[finding.ID])
			}
		}
	}
}

// tell puts a finding to the group.
func (g *groupView) tell(f findingView) {
	if f.Severity == plan.Info {
		g.Hints = f.with(g.Hints)
		return
	}
	g.Findings = f.with(g.Findings)
}

func (s *severityView) add(f findingView, title string) {
	const few = 10
	s.Count++
	i := slices.IndexFunc(s.Kinds, func(k kindView) bool { return k.ID == f.ID })
	if i < 0 {
		i = len(s.Kinds)
		s.Kinds = append(s.Kinds, kindView{ID: f.ID, Title: title})
	}
	kind := &s.Kinds[i]
	kind.Count++
	kind.Findings = f.with(kind.Findings)
	kind.Open = f.Severity == plan.Error && len(kind.Findings) <= few
}

// concerns says whether a finding is about the group, its Service or one of its machines.
func (g *groupView) concerns(f plan.Finding) bool {
	return f.Ref == g.Subject || f.Source.Intent == g.Subject || (g.HasService() && f.Ref == g.Service) || slices.Contains(g.Machines, f.Ref)
}
