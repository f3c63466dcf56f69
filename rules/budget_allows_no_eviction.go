// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// budgetAllowsNoEviction: a budget wants all machines up, always.
var budgetAllowsNoEviction = Rule{
	ID:           "budget-allows-no-eviction",
	Topic:        Budgets,
	Title:        "a budget wants all machines up, always",
	Why:          "A minAvailable that is not below the number of machines allows no eviction: drains and upgrades of their nodes hang.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubernetes + "pkg/controller/disruption/disruption.go"},
	CatalogueIDs: []string{"vm/EVI-11", "node/PDB-02"},
	Check: eachBudget(func(_ *World, b *Budget, r *report) {
		least, whole := b.minAvailable().Int()
		count := countOf(b.Machines)
		if !whole || b.Others || least < count || least == 0 {
			return
		}
		r.on(b.Item, "spec.minAvailable", "minAvailable %d of %d machines allows no eviction, so drains hang; use at most %d, or take the budget away", least, count, count-1).
			values(least, count-1).asIf(!b.asked(), plan.Warning)
	}),
	Fix: setProposed,
}
