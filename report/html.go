// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package report

import (
	"cmp"
	"embed"
	"html/template"
	"io"
	"slices"
	"sync"

	"vmha.dev/vmha/plan"
)

//go:embed report.gohtml
var pages embed.FS

// pageTemplate is parsed when it is asked for: most runs of the program write no page.
var pageTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("report.gohtml").Funcs(template.FuncMap{"count": count, "short": short}).ParseFS(pages, "report.gohtml"))
})

// HTML writes a report to look at: one file that needs no network and no script. The same
// report gives the same bytes.
func HTML(w io.Writer, r Report) error { return pageTemplate().Execute(w, pageOf(r)) }

// page is the first page, and the groups behind it.
type page struct {
	Machines, Unread int
	Failures         []failureSum
	Severities       []severityView
	Groups           []*groupView
}

// failureSum is what a failure does to the whole repository.
type failureSum struct {
	Failure plan.Failure
	// Worst is that of all groups, Ending the longest that ends; empty where none does.
	Worst, Ending plan.Span
	Lost          int
	Reasons       []reasonView
	// More is the number of reasons that are told at their groups only.
	More int
}

// reasonView is why machines of several groups do not come back.
type reasonView struct {
	plan.Never

	Machines int
	// Groups are those with such machines, the worst first; More counts those that are not named.
	Groups []*groupView
	More   int
}

func pageOf(r Report) page {
	p := page{Machines: r.machines(), Unread: r.Unread}
	scale := 0
	for _, recovery := range r.Recoveries {
		p.Groups = append(p.Groups, groupOf(recovery))
		if longest, found := recovery.Longest(); found {
			scale = max(scale, longest.Worst().Seconds)
		}
	}
	slices.SortStableFunc(p.Groups, worstFirst)
	for i := range p.Groups {
		p.Groups[i].Share = percent(p.Groups[i].Longest.Seconds, scale)
	}
	p.findings(r)
	for _, failure := range failures {
		p.Failures = append(p.Failures, p.sumOf(failure))
	}
	return p
}

// worstFirst puts the group first that does not come back from most failures, then goes by
// the longest time that ends.
func worstFirst(a, b *groupView) int {
	switch {
	case a.Nevers != b.Nevers:
		return cmp.Compare(b.Nevers, a.Nevers)
	case a.Longest.Longer(b.Longest):
		return -1
	case b.Longest.Longer(a.Longest):
		return 1
	default:
		return a.Subject.Compare(b.Subject)
	}
}

func (p *page) sumOf(failure plan.Failure) failureSum {
	const few = 10
	s := failureSum{Failure: failure}
	for _, g := range p.Groups {
		s.reasons(g)
		for _, c := range g.Chains {
			if c.Failure != failure || c.View != plan.MachineBack {
				continue
			}
			if worst := c.Worst(); worst.Longer(s.Worst) {
				s.Worst = worst
			}
			if worst := c.Worst(); c.Never == nil && worst.Longer(s.Ending) {
				s.Ending = worst
			}
		}
	}
	slices.SortStableFunc(s.Reasons, func(a, b reasonView) int { return cmp.Compare(b.Machines, a.Machines) })
	if s.More = len(s.Reasons) - few; s.More > 0 {
		s.Reasons = s.Reasons[:few]
	}
	return s
}

// reasons adds why machines of a group do not come back. What would help may differ where the
// reason does not; where it stands in a manifest is told at the group.
func (s *failureSum) reasons(g *groupView) {
	const few = 5
	for _, stranded := range g.Stranded {
		if stranded.Failure != s.Failure {
			continue
		}
		s.Lost += len(stranded.Machines)
		i := slices.IndexFunc(s.Reasons, func(known reasonView) bool {
			return known.Reason == stranded.Never.Reason && known.Help == stranded.Never.Help
		})
		if i < 0 {
			i = len(s.Reasons)
			s.Reasons = append(s.Reasons, reasonView{Never: stranded.Never})
		}
		reason := &s.Reasons[i]
		reason.Machines += len(stranded.Machines)
		switch {
		case slices.Contains(reason.Groups, g):
		case len(reason.Groups) < few:
			reason.Groups = append(reason.Groups, g)
		default:
			reason.More++
		}
	}
}
