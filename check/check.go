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
	// Makers are the intents that made objects.
	Makers map[plan.Ref]plan.Ref
	// Only limits the findings to some objects; nil is all of them. What is wrong with
	// waivers is not told then, because they may be about the others.
	Only func(plan.Ref) bool
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
	makers map[plan.Ref]plan.Ref
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
	for _, rule := range rules.All {
		severity := settings.severities[rule.ID]
		if severity == ignored {
			continue
		}
		for _, finding := range rule.Run(world) {
			if in.Only != nil && !in.Only(finding.Ref) {
				continue
			}
			if severity != "" {
				finding.Severity = severity
			}
			if reason, waived := settings.waives(finding); waived {
				outcome.Waived = append(outcome.Waived, Waived{finding, reason})
				continue
			}
			outcome.Findings = append(outcome.Findings, finding)
		}
	}
	if in.Only == nil {
		outcome.Findings = append(outcome.Findings, settings.complaints()...)
	}
	plan.SortFindings(outcome.Findings)
	return outcome
}

// Fails says whether a finding fails a check with this threshold.
func Fails(finding plan.Finding, threshold plan.Severity) bool {
	return finding.Severity.AtLeast(threshold)
}
