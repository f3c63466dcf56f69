// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package findings

import (
	"cmp"
	"slices"
	"strings"

	"vmha.dev/vmha/check"
	"vmha.dev/vmha/plan"
	"vmha.dev/vmha/rules"
)

// group holds the findings of one rule that are equally severe.
type group struct {
	id       string
	severity plan.Severity
	rule     rules.Rule // without a title where the finding comes from no rule
	// alike are the findings that say the same, the most frequent first.
	alike [][]Finding
	count int
	// places are the indexes in alike, by what is said.
	places map[[2]string]int
}

// groups ranks what was found: errors first, then what concerns most places, then in the order of the rules.
func groups(findings []Finding) []*group {
	type key struct {
		severity plan.Severity
		id       string
	}
	byKey := map[key]*group{}
	var all []*group
	for _, finding := range findings {
		at := key{finding.Severity, finding.ID}
		g := byKey[at]
		if g == nil {
			rule, _ := check.Find(finding.ID)
			g = &group{id: finding.ID, severity: finding.Severity, rule: rule, places: map[[2]string]int{}}
			byKey[at] = g
			all = append(all, g)
		}
		g.add(finding)
	}
	order := map[string]int{}
	for i, rule := range rules.All {
		order[rule.ID] = i
	}
	slices.SortStableFunc(all, func(a, b *group) int {
		if a.severity != b.severity {
			if a.severity.AtLeast(b.severity) {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(order[a.id], order[b.id]))
	})
	for _, g := range all {
		slices.SortStableFunc(g.alike, func(a, b []Finding) int { return cmp.Compare(len(b), len(a)) })
	}
	return all
}

// unnamed is a text without the name of the object: what is said of many, each by its name, is the same.
func unnamed(finding Finding, text string) string {
	if finding.Ref.Name == "" {
		return text
	}
	return strings.ReplaceAll(text, finding.Ref.Name, "\x00")
}

func (g *group) add(finding Finding) {
	g.count++
	says := [2]string{unnamed(finding, finding.Message), unnamed(finding, values(finding.Finding))}
	at, known := g.places[says]
	if !known {
		at = len(g.alike)
		g.places[says] = at
		g.alike = append(g.alike, nil)
	}
	g.alike[at] = append(g.alike[at], finding)
}

// objects is the number of different objects.
func (g *group) objects() int {
	refs := map[plan.Ref]bool{}
	for _, findings := range g.alike {
		for _, finding := range findings {
			refs[finding.Ref] = true
		}
	}
	return len(refs)
}
