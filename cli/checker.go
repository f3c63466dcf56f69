// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"slices"
	"strings"
	"unicode/utf8"

	"vmha.dev/vmha/check"
	"vmha.dev/vmha/document"
	"vmha.dev/vmha/fn"
	"vmha.dev/vmha/plan"
	"vmha.dev/vmha/report/findings"
)

// checker is one run of the command check.
type checker struct {
	streams  streams
	flags    checkFlags
	format   findings.Format
	failOn   plan.Severity
	platform *document.Object
	set      *fileSet
}

// check judges what was read, and makes the report of it.
func (c *checker) check() ([]*world, findings.Report) {
	objects := c.set.manifests()
	templates := c.set.templates(objects)
	c.set.tellTemplates(c.streams, objects, "judged with parameters unknown", "check")
	result := findings.Report{Files: len(c.set.files), Objects: len(objects), Verbose: c.flags.verbose, Version: version()}
	worlds := c.set.worlds()
	for _, w := range worlds {
		c.judge(w)
	}
	result.Findings, result.Waived = merge(worlds)
	result.Findings = append(c.unread(), result.Findings...)
	c.judgeTemplates(templates, &result)
	return append(worlds, templates...), result
}

// nameOf tells findings apart.
func nameOf(f plan.Finding) string {
	return strings.Join([]string{f.ID, f.Ref.String(), f.Path.String(), f.Message}, "\x00")
}

func (set *fileSet) builtFrom(object *document.Object) bool {
	f := set.byOwner[object]
	return f == nil || f.built || f.template || f.stream == nil
}

// pointAt is where a finding stands, with its line.
func (set *fileSet) pointAt(finding fn.Finding, lines lineReader) findings.Place {
	f := set.byOwner[finding.Object]
	switch {
	case f == nil:
		return findings.Place{}
	case f.built:
		return findings.Place{File: f.path}
	}
	p := findings.Place{File: f.path, Line: finding.Line, Column: finding.Column}
	lines.locate(&p, f, finding.Key)
	return p
}

// unread are the findings about files that are no manifests, and one line for each that is none of ours.
func (c *checker) unread() []findings.Finding {
	var all []findings.Finding
	for _, bad := range c.set.ours(c.streams) {
		p := findings.Place{File: bad.path, Line: bad.line, Column: bad.column}
		if text := lineOf(bad.text, bad.line); utf8.ValidString(text) {
			p.Text = text
		}
		all = append(all, findings.Finding{Place: p, Finding: plan.Finding{
			ID: check.Unreadable.ID, Severity: check.Unreadable.Severity, Ref: plan.Ref{Kind: "File", Name: bad.path}, Message: bad.message,
		}})
	}
	return all
}

func (c *checker) unreadable() bool {
	return slices.ContainsFunc(c.set.errors, func(bad *unreadable) bool { return foreign(bad) == "" })
}
