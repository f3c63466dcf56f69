// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// budgetDiffersFromService: the budget protects other machines than the Service has.
var budgetDiffersFromService = Rule{
	ID:           "budget-differs-from-service",
	Topic:        Budgets,
	Title:        "the budget protects other machines than the Service has",
	Why:          "The machines behind a Service stand in for each other: a budget over some of them, or over others too, counts wrong.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{kubernetesDoc + "tasks/run-application/configure-pdb/"},
	CatalogueIDs: []string{"node/PDB-03"},
	Check: eachBudget(func(_ *World, b *Budget, r *report) {
		protected := map[*Machine]bool{}
		for _, m := range b.Machines {
			protected[m] = true
		}
		for _, s := range b.Machines[0].Services {
			missed := 0
			for _, m := range s.Machines {
				if !protected[m] {
					missed++
				}
			}
			if missed == 0 && len(s.Machines) == len(b.Machines) {
				return
			}
			if missed > 0 && missed < len(s.Machines) && !s.Headless() {
				r.on(b.Item, "spec.selector", "the budget protects %d of the %d machines of Service %s; select by the same labels (%s)", len(s.Machines)-missed, len(s.Machines), s.Ref.Name, s.Selector).values(b.Selector.String(), s.Selector.String())
				return
			}
		}
	}),
}
