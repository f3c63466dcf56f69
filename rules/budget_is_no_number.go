// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// budgetIsNoNumber: a budget blocks every eviction of the machines.
var budgetIsNoNumber = Rule{
	ID:           "budget-is-no-number",
	Topic:        Budgets,
	Title:        "a budget blocks every eviction of the machines",
	Why:          "For a percentage and for maxUnavailable Kubernetes asks the owner of the pod how many there are; a VirtualMachineInstance cannot say, so no disruption is ever allowed and drains hang. Only a whole minAvailable works.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{userGuide + "cluster_admin/node_maintenance.md", kubevirtIssue + "18063", kubernetes + "pkg/controller/disruption/disruption.go"},
	CatalogueIDs: []string{"vm/EVI-10", "node/PDB-01"},
	Check: eachBudget(func(_ *World, b *Budget, r *report) {
		least, most := b.minAvailable(), b.maxUnavailable()
		count := countOf(b.Machines)
		var proposed any
		if !b.Others {
			proposed = keepUp(least, most, count)
		}
		_, whole := least.Int()
		switch {
		case plan.Exists(most):
			r.on(b.Item, "spec.maxUnavailable", "maxUnavailable over virtual machines allows no disruption at all, so drains hang; write a whole minAvailable instead").values(valueOf(most), proposed).asIf(!b.asked(), plan.Warning)
		case plan.Exists(least) && !whole:
			r.on(b.Item, "spec.minAvailable", "minAvailable %s over virtual machines allows no disruption at all, so drains hang; write a whole number instead", least.Text()).values(valueOf(least), proposed).asIf(!b.asked(), plan.Warning)
		}
	}),
	Fix: func(w *World, f plan.Finding) []plan.Edit {
		if f.Proposed == nil {
			return nil
		}
		edits := []plan.Edit{{Path: plan.Fields("spec.minAvailable"), Value: f.Proposed, Mode: plan.Set}}
		if f.Path.String() != "spec.minAvailable" {
			edits = append(remove(w, f), edits...)
		}
		return edits
	},
}

// keepUp is the whole number that a budget means, of so many machines: at least one may go.
func keepUp(least, most plan.Node, count int64) any {
	up := count - 1
	share, isShare := percent(most)
	down, isWhole := most.Int()
	switch {
	case isWhole:
		up = count - down
	case isShare:
		up = count - shareUp(share, count)
	default:
		if share, isShare := percent(least); isShare {
			up = shareUp(share, count)
		}
	}
	return max(0, min(up, count-1))
}
