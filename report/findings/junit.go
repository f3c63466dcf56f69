// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package findings

import (
	"encoding/xml"

	"vmha.dev/vmha/plan"
	"vmha.dev/vmha/rules"
)

type suites struct {
	XMLName  xml.Name `xml:"testsuites"`
	Name     string   `xml:"name,attr"`
	Tests    int      `xml:"tests,attr"`
	Failures int      `xml:"failures,attr"`
	Suites   []suite  `xml:"testsuite"`
}

type suite struct {
	Name     string `xml:"name,attr"`
	Tests    int    `xml:"tests,attr"`
	Failures int    `xml:"failures,attr"`
	Errors   int    `xml:"errors,attr"`
	Skipped  int    `xml:"skipped,attr"`
	Cases    []test `xml:"testcase"`
}

type test struct {
	Class   string   `xml:"classname,attr"`
	Name    string   `xml:"name,attr"`
	File    string   `xml:"file,attr,omitempty"`
	Line    int      `xml:"line,attr,omitempty"`
	Failure *failure `xml:"failure,omitempty"`
	Skipped *skipped `xml:"skipped,omitempty"`
	Output  string   `xml:"system-out,omitempty"`
}

type failure struct {
	Type    string `xml:"type,attr"`
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

type skipped struct {
	Message string `xml:"message,attr"`
}

// JUnit writes the report as the XML that CI servers show as tests: a test for each rule
// that found nothing and one for each finding. What fails the check fails its test; what is
// waived is skipped, with the reason.
func JUnit(r Report) ([]byte, error) {
	s := suite{Name: "vmha check"}
	found := map[string]bool{}
	for _, f := range r.Findings {
		found[f.ID] = true
		s.Cases = append(s.Cases, r.test(f))
	}
	for _, f := range r.Waived {
		found[f.ID] = true
		c := testOf(f)
		c.Skipped = &skipped{plan.OneLine(f.Reason)}
		s.Cases = append(s.Cases, c)
	}
	for _, rule := range rules.All {
		if !found[rule.ID] {
			s.Cases = append(s.Cases, test{Class: rule.ID, Name: rule.Title})
		}
	}
	s.Tests, s.Skipped = len(s.Cases), len(r.Waived)
	for _, c := range s.Cases {
		if c.Failure != nil {
			s.Failures++
		}
	}
	text, err := xml.MarshalIndent(suites{Name: s.Name, Tests: s.Tests, Failures: s.Failures, Suites: []suite{s}}, "", "  ")
	return append([]byte(xml.Header), append(text, '\n')...), err
}

// testOf is the test of a finding without its outcome.
func testOf(f Finding) test {
	return test{Class: f.ID, Name: about(f.Finding), File: f.Place.File, Line: f.Place.Line}
}

func (r Report) test(f Finding) test {
	c := testOf(f)
	text := plan.OneLine(f.Message)
	if v := values(f.Finding); v != "" {
		text += " (" + v + ")"
	}
	if f.Place.File != "" {
		text = place(f.Place) + ": " + text
	}
	if f.Severity.AtLeast(r.FailOn) {
		c.Failure = &failure{string(f.Severity), plan.OneLine(f.Message), text}
	} else {
		c.Output = string(f.Severity) + ": " + text
	}
	return c
}
