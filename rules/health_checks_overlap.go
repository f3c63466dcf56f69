// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// healthChecksOverlap: two health checks watch the same nodes.
var healthChecksOverlap = Rule{
	ID:           "health-checks-overlap",
	Topic:        NodeFailure,
	Title:        "two health checks watch the same nodes",
	Why:          "Both remediate a dead node, each in its own way and time: it is fenced twice, or deleted while it reboots.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{nodeHealthDoc + "docs/configuration.md", clusterAPI + "docs/book/src/tasks/automated-machine-management/healthchecking.md"},
	CatalogueIDs: []string{"node/NODE-11"},
	Check: whole(func(w *World) []plan.Finding {
		var r report
		checks := w.healthChecks()
		for i, c := range checks {
			for _, other := range checks[:i] {
				if c.Ref == other.Ref || c.Ref.Kind != other.Ref.Kind || groupOf(c.Ref) != groupOf(other.Ref) || c.Ref.Namespace != other.Ref.Namespace || c.terminating() || other.terminating() {
					continue
				}
				if a, b := c.selector(), other.selector(); !a.Empty() && !b.Empty() && (a.within(b) || b.within(a)) {
					r.on(c.Item, "spec.selector", "%s watches the same nodes; part the selectors", other.Ref).values(a.String(), nil)
				}
			}
		}
		return r.findings
	}),
}

// within says whether everything that a selector matches is matched by another for sure.
func (s Selector) within(other Selector) bool {
	for key, value := range other.Pairs {
		if own, found := s.Pairs[key]; !found || own != value {
			return false
		}
	}
	return other.Expressions == nil || (s.Expressions != nil && s.Expressions.String() == other.Expressions.String())
}
