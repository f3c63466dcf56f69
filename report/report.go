// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

// Package report tells people and programs what a run found out: how long every group of
// machines is down in every failure, and why.
package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"vmha.dev/vmha/plan"
)

// Report is what there is to tell.
type Report struct {
	Recoveries []plan.Recovery
	// Asked is what intents asked for; nil where nobody wants to know.
	Asked []Asked
	// Findings are about the manifests, from whatever looks at them; HTML alone tells them.
	Findings []plan.Finding
	// Titles say on one line what a rule finds, by its name.
	Titles map[string]string
	// Unread counts the files that could not be read, and so are missing here.
	Unread int
}

// Formats are the ways to write a report, by name.
var Formats = map[string]func(io.Writer, Report) error{"text": Text, "json": JSON, "markdown": Markdown}

// stranded collects, over all groups, the machines that never come back from a failure, by reason:
// where in a manifest it stands and what would help are told at the groups.
func (r Report) stranded(failure plan.Failure) []plan.Stranded {
	var all []plan.Stranded
	for _, recovery := range r.Recoveries {
		for _, s := range recovery.Stranded {
			if s.Failure != failure {
				continue
			}
			i := slices.IndexFunc(all, func(known plan.Stranded) bool { return known.Never.Reason == s.Never.Reason })
			if i < 0 {
				all = append(all, s)
				continue
			}
			all[i].Machines = append(slices.Clone(all[i].Machines), s.Machines...)
		}
	}
	return all
}

func (r Report) machines() int {
	count := 0
	for _, recovery := range r.Recoveries {
		count += len(recovery.Machines)
	}
	return count
}

// failures in the order in which a summary is read: the dead node first.
var failures = []plan.Failure{plan.NodeDies, plan.NodeDrained, plan.GuestHangs, plan.ApplicationHangs}

// summary says how many machines never come back, and from what; one line for each reason.
func (r Report) summary() []string {
	total := r.machines()
	lines := []string{fmt.Sprintf("%s in %s", count(total, "machine"), count(len(r.Recoveries), "group"))}
	for _, failure := range failures {
		stranded, lost := r.stranded(failure), 0
		for _, s := range stranded {
			lost += len(s.Machines)
		}
		if lost == 0 {
			continue
		}
		lines = append(lines, fmt.Sprintf("%s: %d of %d never come back", failure, lost, total))
		lines = append(lines, reasons(stranded)...)
	}
	return lines
}

// reasons are those of most machines, and the number of the others.
func reasons(stranded []plan.Stranded) []string {
	const few = 10
	slices.SortStableFunc(stranded, func(a, b plan.Stranded) int { return cmp.Compare(len(b.Machines), len(a.Machines)) })
	var lines []string
	for _, s := range stranded[:min(few, len(stranded))] {
		lines = append(lines, fmt.Sprintf("  %s: %s", names(s.Machines), s.Never.Reason))
	}
	if more := len(stranded) - few; more > 0 {
		lines = append(lines, "  and "+count(more, "reason")+" more, told below")
	}
	return lines
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// names are those of a few machines, and the number of the others.
func names(refs []plan.Ref) string {
	const few = 5
	var texts []string
	for _, ref := range refs[:min(few, len(refs))] {
		texts = append(texts, short(ref))
	}
	text := strings.Join(texts, ", ")
	if more := len(refs) - few; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

func short(ref plan.Ref) string {
	if ref.Namespace == "" {
		return ref.Name
	}
	return ref.Namespace + "/" + ref.Name
}

// title names a group.
func title(r plan.Recovery) string {
	text := r.Subject.String()
	if r.Subject.Kind != "VirtualMachine" {
		text += ": " + count(len(r.Machines), "machine") + " (" + names(r.Machines) + ")"
	}
	if r.Service != (plan.Ref{}) && r.Service != r.Subject {
		text += ", behind Service " + short(r.Service)
	}
	return text
}

// of names the machine of a chain where it is not as all others.
func of(c plan.Chain) string {
	if c.Alike || c.View == plan.ServiceBack {
		return string(c.View)
	}
	return string(c.View) + " " + c.Machine.Name
}

// origin says where a term comes from.
func origin(t plan.Term) string {
	text := t.Source
	if t.Detail != "" {
		text += " (" + t.Detail + ")"
	}
	return text
}

// length is the time of a term.
func length(t plan.Term) string {
	if t.Open {
		return "open"
	}
	return fmt.Sprintf("%d s", t.Seconds)
}

// notes are those of all chains of a group, each once.
func notes(r plan.Recovery) []string {
	var all []string
	for _, c := range r.Chains {
		for _, note := range c.Notes {
			if !slices.Contains(all, note) {
				all = append(all, note)
			}
		}
	}
	return all
}
