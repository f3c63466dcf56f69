// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// budgetSelectsNoMachine: a budget was meant for machines and selects none.
var budgetSelectsNoMachine = Rule{
	ID:           "budget-selects-no-machine",
	Topic:        Budgets,
	Title:        "a budget was meant for machines and selects none",
	Why:          "A PodDisruptionBudget whose selector matches no pod protects nothing.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-controller/services/template.go", kubernetesDoc + "tasks/run-application/configure-pdb/"},
	CatalogueIDs: []string{"vm/LBL-01"},
	Check: whole(func(w *World) []plan.Finding {
		var r report
		for _, b := range w.Budgets {
			if b.Selector.Empty() || len(b.Machines) > 0 || b.Others {
				continue
			}
			if near, found := nearMiss(w, b.Item, b.Selector); found {
				r.on(b.Item, "spec.selector", "%s", near).values(b.Selector.String(), nil)
			}
		}
		return r.findings
	}),
}
