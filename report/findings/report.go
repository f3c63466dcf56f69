// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

// Package findings writes the findings of a check for people and for programs. It is pure:
// every format is a function from a Report to its text.
package findings

import "vmha.dev/vmha/plan"

// Report is what there is to tell about a check.
type Report struct {
	// Findings that count and Waived ones, each sorted with errors first.
	Findings, Waived []Finding
	// Files and Objects say how much was checked.
	Files, Objects int
	// FailOn is the least severe finding that fails the check.
	FailOn plan.Severity
	// Verbose spells out what the text otherwise sums up.
	Verbose bool
	// Version of the program.
	Version string
}

// Finding is a finding with what a person needs to look it up and to mend it.
type Finding struct {
	plan.Finding

	Place Place
	// Fixable findings are mended by vmha check --fix, Restart ones need a restart of the machine then.
	Fixable, Restart bool
	// Reason is why a waived finding is accepted.
	Reason string
}

// Place is where a finding stands.
type Place struct {
	// File is how the user calls the file or the kustomization; empty where there is none.
	File string
	// Line and Column count from 1; zeros where there is no text.
	Line, Column int
	// Text is the line itself.
	Text string
}

// Format writes a report.
type Format struct {
	Name string
	Run  func(Report) ([]byte, error)
}

// Formats are all of them; the first is the one for people.
var Formats = []Format{
	{"text", Text},
	{"json", JSON},
	{"sarif", SARIF},
	{"junit", JUnit},
	{"github", GitHub},
}
