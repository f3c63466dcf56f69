// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"slices"

	"vmha.dev/vmha/plan"
)

// Topic groups rules in documents and reports.
type Topic string

// The topics.
const (
	LoadBalancing  Topic = "Load balancing"
	RunStrategy    Topic = "Run strategy"
	Migration      Topic = "Eviction and migration"
	Network        Topic = "Network"
	Probes         Topic = "Probes"
	Watchdog       Topic = "Watchdog"
	Storage        Topic = "Storage"
	Hardware       Topic = "Hardware"
	NodeFailure    Topic = "Node failure"
	Placement      Topic = "Placement"
	StickySessions Topic = "Sticky sessions"
	Addresses      Topic = "Addresses"
	Budgets        Topic = "Disruption budgets"
	Pools          Topic = "Pools and replica sets"
	Packaging      Topic = "Packaging"
)

// A Rule is one thing that must be true.
type Rule struct {
	// ID in kebab-case, never reused.
	ID    string
	Topic Topic
	// Title is what is wrong, on one line.
	Title string
	// Why says what breaks, and when.
	Why string
	// Severity of its findings where nothing lowers it. A rule that only gives hints (Info)
	// raises none: where hints are not asked for it is not run.
	Severity plan.Severity
	// Since is the release that brought the rule.
	Since string
	// Links lead to the source of the fact.
	Links []string
	// CatalogueIDs are the entries of the project's catalogues, docs/decisions/0005-rule-catalogue.md.
	CatalogueIDs []string
	// Restart says that a running machine takes a repair only at its next start.
	Restart bool
	// Check finds where it is not true. Run fills in the ID and the severity.
	Check Check
	// Fix repairs what a finding is about, without a decision that is a person's; nil or no edit where it takes one.
	Fix func(*World, plan.Finding) []plan.Edit
}

// Run gives the findings of one rule, sorted.
func (r Rule) Run(w *World) []plan.Finding { return run(w, []Rule{r})[0] }

// RunAll gives the findings of each rule of All, sorted; of those that are skipped, none.
func RunAll(w *World, skipped func(Rule) bool) [][]plan.Finding {
	asked := slices.Clone(All)
	for i := range asked {
		if skipped(asked[i]) {
			asked[i].Check = nil
		}
	}
	return run(w, asked)
}

// sign says which rule found what it found, and sorts it.
func (r Rule) sign(findings []plan.Finding) []plan.Finding {
	for i := range findings {
		findings[i].ID = r.ID
		if findings[i].Severity == "" {
			findings[i].Severity = r.Severity
		}
	}
	plan.SortFindings(findings)
	return findings
}

// Repair gives the edits that mend a finding of this rule; none where a person must decide.
func (r Rule) Repair(w *World, finding plan.Finding) []plan.Edit {
	if r.Fix == nil {
		return nil
	}
	edits := r.Fix(w, finding)
	for i := range edits {
		if edits[i].Target == (plan.Ref{}) {
			edits[i].Target = finding.Ref
		}
	}
	return edits
}

// Findings are those of all rules, sorted.
func Findings(w *World) []plan.Finding {
	findings := slices.Concat(run(w, All)...)
	plan.SortFindings(findings)
	return findings
}

// Find returns the rule with this ID.
func Find(id string) (Rule, bool) {
	for _, rule := range All {
		if rule.ID == id {
			return rule, true
		}
	}
	return Rule{}, false
}
