// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"vmha.dev/vmha/check"
	"vmha.dev/vmha/document"
	"vmha.dev/vmha/fn"
	"vmha.dev/vmha/plan"
)

// judge is what the rules find in these objects, as vmha check tells it, and in machines that
// no intent speaks of too. The objects stay as they are.
func judge(objects []*document.Object) []fn.Finding {
	copies := make([]*document.Object, 0, len(objects))
	for _, object := range objects {
		copies = append(copies, object.Clone())
	}
	checked := fn.Check(fn.CheckInput{Input: fn.Input{Objects: copies}, Render: true})
	return checked.Findings
}

// merged are all findings, each once: a rendering and a check tell some of the same.
func merged(lists ...[]fn.Finding) []plan.Finding {
	var all []plan.Finding
	known := map[string]bool{}
	for _, list := range lists {
		for _, finding := range list {
			if name := nameOf(finding.Finding); !known[name] {
				known[name] = true
				all = append(all, finding.Finding)
			}
		}
	}
	return all
}

// titles are those of the rules that found something; what is no rule has none.
func titles(findings []plan.Finding) map[string]string {
	titles := map[string]string{}
	for _, finding := range findings {
		if rule, found := check.Find(finding.ID); found {
			titles[finding.ID] = rule.Title
		}
	}
	return titles
}
