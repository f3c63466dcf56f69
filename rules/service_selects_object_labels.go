// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"maps"
	"slices"

	"vmha.dev/vmha/plan"
)

// serviceSelectsObjectLabels: a selector names labels of the machine object, which its pod does not carry.
var serviceSelectsObjectLabels = Rule{
	ID:           "service-selects-object-labels",
	Topic:        LoadBalancing,
	Title:        "a selector names labels of the machine object, which its pod does not carry",
	Why:          "KubeVirt copies spec.template.metadata.labels to the pod and nothing else: what stands in metadata.labels of the machine reaches no pod, so the Service has no endpoints and the budget protects nothing.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-controller/services/template.go", "https://github.com/kubevirt/user-guide/issues/698"},
	CatalogueIDs: []string{"vm/LBL-01", "vm/POL-02", "node/NET-02"},
	Restart:      true,
	Check: whole(func(w *World) []plan.Finding {
		var r report
		for _, s := range w.Services {
			if len(s.Machines) == 0 && !s.Others {
				objectLabels(w, s.Item, s.Selector, plan.Fields("spec.selector"), &r)
			}
		}
		for _, b := range w.Budgets {
			if len(b.Machines) == 0 && !b.Others {
				objectLabels(w, b.Item, b.Selector, plan.Fields("spec.selector.matchLabels"), &r)
			}
		}
		return r.findings
	}),
	Fix: func(w *World, f plan.Finding) []plan.Edit {
		var edits []plan.Edit
		at, pairs := plan.TemplateLabels, selectorAt(w, f)
		for _, m := range w.MachinesIn(f.Ref.Namespace) {
			if !labelled(m, pairs) {
				continue
			}
			for _, key := range slices.Sorted(maps.Keys(pairs)) {
				if _, carried := m.PodLabels[key]; !carried {
					edits = append(edits, plan.Edit{Target: m.Ref, Path: m.Path(at.Key(key)), Value: pairs[key], Mode: plan.Set})
				}
			}
		}
		return edits
	},
}

// objectLabels reports a selector that matches labels of objects, and no pod.
func objectLabels(w *World, item plan.Item, s Selector, path plan.Path, r *report) {
	if len(s.Pairs) == 0 || s.Expressions != nil {
		return
	}
	candidates, _ := w.markedBy().candidates(item.Ref.Namespace, s.Pairs)
	for _, m := range candidates {
		if labelled(m, s.Pairs) {
			r.add(item.Ref, path, "the selector %s matches metadata.labels of %s and no pod: labels reach the pod from %s only; put them there",
				s, m.Ref, m.Path(plan.TemplateLabels)).values(s.String(), nil)
			return
		}
	}
}

// labelled says whether the machine object itself carries labels that its pod does not.
func labelled(m *Machine, pairs map[string]string) bool {
	own := m.Root.Get("metadata").Get("labels")
	missing := false
	for key, value := range pairs {
		if m.Carries(key, value) {
			continue
		}
		if _, other := m.PodLabels[key]; other || own.Get(key).Text() != value {
			return false
		}
		missing = true
	}
	return missing
}

// selectorAt reads the labels at the path of a finding.
func selectorAt(w *World, f plan.Finding) map[string]string {
	for _, item := range w.Objects(groupOf(f.Ref), f.Ref.Kind) {
		if item.Ref == f.Ref {
			return plan.TextMap(plan.At(item.Root, f.Path))
		}
	}
	return nil
}
