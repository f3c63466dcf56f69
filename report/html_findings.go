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
	ID       string
	Findings []findingView
}

// findingView is a finding with the group that it is about.
type findingView struct {
	plan.Finding
	// Group is the ID of a section; empty where the finding is about no group.
	Group string
}

// Field is where the finding stands, for people.
func (f findingView) Field() string { return f.Path.String() }

// findings puts findings on the first page and to the groups that they are about.
func (p *page) findings(all []plan.Finding) {
	for _, severity := range []plan.Severity{plan.Error, plan.Warning, plan.Info} {
		p.Severities = append(p.Severities, severityView{Severity: severity})
	}
	sorted := slices.Clone(all)
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
				p.Severities[i].add(view)
			}
		}
	}
}

// tell puts a finding to the group.
func (g *groupView) tell(f findingView) {
	if f.Severity == plan.Info {
		g.Hints = append(g.Hints, f)
		return
	}
	g.Findings = append(g.Findings, f)
}

func (s *severityView) add(f findingView) {
	s.Count++
	i := slices.IndexFunc(s.Kinds, func(k kindView) bool { return k.ID == f.ID })
	if i < 0 {
		i = len(s.Kinds)
		s.Kinds = append(s.Kinds, kindView{ID: f.ID})
	}
	s.Kinds[i].Findings = append(s.Kinds[i].Findings, f)
}

// concerns says whether a finding is about the group, its Service or one of its machines.
func (g *groupView) concerns(f plan.Finding) bool {
	return f.Ref == g.Subject || f.Source.Intent == g.Subject || (g.HasService() && f.Ref == g.Service) || slices.Contains(g.Machines, f.Ref)
}
