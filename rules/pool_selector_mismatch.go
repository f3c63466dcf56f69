// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"maps"
	"slices"

	"vmha.dev/vmha/plan"
)

// poolSelectorMismatch: a pool does not select its own machines.
var poolSelectorMismatch = Rule{
	ID:           "pool-selector-mismatch",
	Topic:        Pools,
	Title:        "a pool does not select its own machines",
	Why:          "The selector of a pool must match the labels of its virtualMachineTemplate, and cannot be changed later: the webhook refuses the pool.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-api/webhooks/validating-webhook/admitters/pool-admitter.go"},
	CatalogueIDs: []string{"vm/POL-01"},
	Check: eachPool(func(_ *World, m *Machine, r *report) {
		s := readSelector(m.poolAt("selector"))
		own := plan.TextMap(m.Root.Get("metadata").Get("labels"))
		if s.Empty() {
			r.add(m.Ref, plan.Fields("spec.selector"), "the pool has no selector, and KubeVirt refuses it; select labels of virtualMachineTemplate.metadata")
			return
		}
		if !s.Labels(own) {
			n := r.add(m.Ref, plan.Fields("spec.virtualMachineTemplate.metadata.labels"), "the selector %s does not match virtualMachineTemplate.metadata.labels, and KubeVirt refuses the pool; add the labels there", s)
			if s.Expressions == nil {
				n.values(valueOf(m.Root.Get("metadata").Get("labels")), nil)
			}
		}
	}),
	Fix: func(w *World, f plan.Finding) []plan.Edit {
		m := w.Machine(f.Ref)
		var edits []plan.Edit
		pairs := readSelector(m.poolAt("selector")).Pairs
		for _, key := range slices.Sorted(maps.Keys(pairs)) {
			edits = append(edits, plan.Edit{Path: plan.Fields("spec.virtualMachineTemplate.metadata.labels").Key(key), Value: pairs[key], Mode: plan.Set})
		}
		return edits
	},
}
