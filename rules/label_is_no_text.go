// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// labelIsNoText: a label or an annotation is a number or a boolean.
var labelIsNoText = Rule{
	ID:           "label-is-no-text",
	Topic:        Packaging,
	Title:        "a label or an annotation is a number or a boolean",
	Why:          "Labels and annotations are texts: the API server refuses an unquoted true, yes, y or 1 there.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubernetesDoc + "concepts/overview/working-with-objects/labels/", userGuide + "compute/node_assignment.md"},
	CatalogueIDs: []string{"vm/LBL-05"},
	Check: whole(func(w *World) []plan.Finding {
		var r report
		for _, item := range w.items {
			metadata := item.Root.Get("metadata")
			for _, field := range []string{"labels", "annotations"} {
				notTexts(metadata.Get(field), item.Ref, "metadata."+field, nil, &r)
			}
		}
		for _, m := range w.Machines {
			metadata := m.MachineSpec.Get("template").Get("metadata")
			for _, field := range []string{"labels", "annotations"} {
				if m.Ref.Kind != kindInstance {
					notTexts(metadata.Get(field), m.Ref, "spec.template.metadata."+field, m, &r)
				}
			}
			notTexts(m.Instance.Get("nodeSelector"), m.Ref, "spec.template.spec.nodeSelector", m, &r)
		}
		for _, s := range w.Services {
			notTexts(s.Spec.Get("selector"), s.Ref, "spec.selector", nil, &r)
		}
		return r.findings
	}),
	Fix: setProposed,
}

// notTexts looks at the values of a map of texts; the path is that of a VirtualMachine where it is in one.
func notTexts(values plan.Node, ref plan.Ref, dotted string, m *Machine, r *report) {
	for key, value := range plan.Entries(values) {
		if value.Kind() != plan.Scalar || value.IsString() {
			continue
		}
		path := plan.Fields(dotted).Key(key)
		if m != nil {
			path = m.Path(path)
		}
		r.add(ref, path, "the value %s is no text, and the API server refuses the object; put it into quotes", value.Text()).values(valueOf(value), value.Text())
	}
}
