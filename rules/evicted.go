// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import "vmha.dev/vmha/plan"

// asked says whether an eviction of one of the machines comes to the budgets at all:
// that of a machine with LiveMigrate or External is answered before.
func (b *Budget) asked() bool {
	for _, m := range b.Machines {
		if eviction := m.Eviction(); eviction != "LiveMigrate" && eviction != "External" {
			return true
		}
	}
	return false
}

// minAvailable and maxUnavailable of the budget.
func (b *Budget) minAvailable() plan.Node { return b.Root.Get("spec").Get("minAvailable") }

func (b *Budget) maxUnavailable() plan.Node { return b.Root.Get("spec").Get("maxUnavailable") }

// eachBudget looks at the budgets that protect machines.
func eachBudget(check func(*World, *Budget, *report)) Check {
	return whole(func(w *World) []plan.Finding {
		var r report
		for _, b := range w.Budgets {
			if len(b.Machines) > 0 {
				check(w, b, &r)
			}
		}
		return r.findings
	})
}
