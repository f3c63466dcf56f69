// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// serviceSelectsForeignMachine: the selector of a group matches machines of somebody else.
var serviceSelectsForeignMachine = Rule{
	ID:           "service-selects-foreign-machine",
	Topic:        LoadBalancing,
	Title:        "the selector of a group matches machines of somebody else",
	Why:          "Whatever has the group's labels gets its traffic: a machine that serves something else answers with the wrong application, or not at all.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-controller/services/template.go"},
	CatalogueIDs: []string{"vm/LBL-02"},
	Check: eachService(func(_ *World, s *Service, r *report) {
		groups := map[*plan.Group]bool{}
		for _, m := range s.Machines {
			if m.Group != nil {
				groups[m.Group] = true
			}
		}
		for _, m := range s.Machines {
			if len(groups) > 0 && m.Group == nil {
				r.on(s.Item, "spec.selector", "the selector %s also matches %s, which is in no group; select by a label that only the group carries", s.Selector, m.Ref).values(s.Selector.String(), nil)
			}
		}
	}),
}
