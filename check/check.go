// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

// Package check judges manifests: it runs the rules, weighs what they find as the user
// asks for, takes out what is waived, and proposes repairs. It is pure.
package check

import (
	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
	"vmha.dev/vmha/rules"
)

// Input is what a check sees.
type Input struct {
	// Items are all objects, the intents among them.
	Items []plan.Item
	Facts rules.Facts
	// Plan is what the intents decided; nil where there is none.
	Plan *plan.Plan
	// Policies say how to judge.
	Policies []*v1alpha1.HighAvailabilityCheck
	// Makers finds the intents that made objects, for those who ask; nil where there are none.
	Makers func() map[plan.Ref]plan.Ref
	// Only limits the findings to some objects; nil is all of them. What is wrong with
	// waivers is not told then, because they may be about the others.
	Only func(plan.Ref) bool
	// Least leaves out what is less severe; empty is all of it.
	Least plan.Severity
}

// Outcome is what a check finds.
type Outcome struct {
	// Findings are those that count, sorted.
	Findings []plan.Finding
	// Waived are those that are accepted, sorted.
	Waived []Waived
	// FailOn is the least severe finding that fails the check, by the policies.
	FailOn plan.Severity

	world  *rules.World
	makers func() map[plan.Ref]plan.Ref
}

// Waived is a finding that somebody accepts.
type Waived struct {
	plan.Finding

	Reason string
}

// Run checks.
func Run(in Input) Outcome {
	world := rules.NewWorld(in.Items, in.Facts, in.Plan)
	settings := readSettings(in)
	outcome := Outcome{FailOn: settings.failOn, world: world, makers: in.Makers}
	found := rules.RunAll(world, func(rule rules.Rule) bool { return settings.skips(rule, in.Least) })
	for i := range rules.All {
		for _, finding := range found[i] {
			if !filledIn(finding.Current) {
				outcome.judge(in, settings, finding)
			}
		}
	}
	if in.Only == nil {
		outcome.Findings = append(outcome.Findings, settings.complaints()...)
	}
	plan.SortFindings(outcome.Findings)
	return outcome
}

// skips says whether nobody asks for what a rule finds.
func (s *settings) skips(rule rules.Rule, least plan.Severity) bool {
	severity := s.severities[rule.ID]
	hint := rule.Severity == plan.Info && severity == ""
	return severity == ignored || hint && least != "" && least != plan.Info
}

// judge weighs a finding and takes it in, if it counts.
func (o *Outcome) judge(in Input, s *settings, finding plan.Finding) {
	if severity := s.severities[finding.ID]; severity != "" {
		finding.Severity = severity
	}
	if in.Least != "" && !finding.Severity.AtLeast(in.Least) || in.Only != nil && !in.Only(finding.Ref) {
		return
	}
	if reason, waived := s.waives(finding); waived {
		o.Waived = append(o.Waived, Waived{finding, reason})
		return
	}
	o.Findings = append(o.Findings, finding)
}

// Fails says whether a finding fails a check with this threshold.
func Fails(finding plan.Finding, threshold plan.Severity) bool {
	return finding.Severity.AtLeast(threshold)
}
