// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package check

import (
	"slices"

	"vmha.dev/vmha/plan"
	"vmha.dev/vmha/rules"
)

// waiving is the topic of what is wrong with a check's own settings.
const waiving rules.Topic = "Waivers"

// Notes are what a check tells besides the rules. They have no Check of their own.
var Notes = []rules.Rule{Unreadable, unknownRule, waiverWithoutReason, WithoutEffect}

// Unreadable is the note about a file that is no manifest, told by those who read files.
var Unreadable = rules.Rule{
	ID:       "unreadable",
	Topic:    rules.Packaging,
	Title:    "a file cannot be read as manifests",
	Why:      "What cannot be read reaches no cluster, or reaches it otherwise than it looks: of two keys of one name, most tools take the last and say nothing.",
	Severity: plan.Error,
	Since:    "0.1.0",
}

var unknownRule = rules.Rule{
	ID:       "unknown-rule",
	Topic:    waiving,
	Title:    "a waiver or a severity names a rule that does not exist",
	Why:      "A name that is misspelt waives nothing, and nobody notices.",
	Severity: plan.Warning,
	Since:    "0.1.0",
}

var waiverWithoutReason = rules.Rule{
	ID:       "waiver-without-reason",
	Topic:    waiving,
	Title:    "a waiver gives no reason",
	Why:      "Who comes later cannot tell an accepted risk from one that was overlooked. Without a reason the waiver has no effect.",
	Severity: plan.Warning,
	Since:    "0.1.0",
}

// WithoutEffect is the note about a waiver that waives nothing.
var WithoutEffect = rules.Rule{
	ID:       "waiver-without-effect",
	Topic:    waiving,
	Title:    "a waiver waives nothing",
	Why:      "What it was written for is gone or elsewhere. Left where it is, it will hide the next finding of its rule.",
	Severity: plan.Warning,
	Since:    "0.1.0",
}

// Find returns the rule or the note with this name.
func Find(id string) (rules.Rule, bool) {
	if rule, found := rules.Find(id); found {
		return rule, true
	}
	at := slices.IndexFunc(Notes, func(note rules.Rule) bool { return note.ID == id })
	if at < 0 {
		return rules.Rule{}, false
	}
	return Notes[at], true
}
