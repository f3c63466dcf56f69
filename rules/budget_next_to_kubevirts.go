// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// budgetNextToKubevirts: this KubeVirt makes budgets of its own.
var budgetNextToKubevirts = Rule{
	ID:           "budget-next-to-kubevirts",
	Topic:        Budgets,
	Title:        "this KubeVirt makes budgets of its own",
	Why:          "KubeVirt before 1.6 makes a PodDisruptionBudget for each machine with LiveMigrate, and Kubernetes refuses every eviction of a pod that has two.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{"https://github.com/kubevirt/kubevirt/pull/13764", kubernetes + "pkg/registry/core/pod/storage/eviction.go"},
	CatalogueIDs: []string{"vm/EVI-12"},
	Check: eachBudget(func(w *World, b *Budget, r *report) {
		for _, m := range b.Machines {
			if before(w.Facts.KubeVirt, "1.6") && m.WantsMigration() {
				r.on(b.Item, "spec.selector", "KubeVirt before 1.6 makes a budget of its own for %s, and Kubernetes refuses every eviction of a pod with two; take this one away", m.Ref)
				return
			}
		}
	}),
}
