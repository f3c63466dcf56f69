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
	Check: func(w *World) []plan.Finding {
		var r report
		for _, item := range w.items {
			notText(item.Root.Get("metadata"), item.Ref, plan.Fields("metadata"), &r)
		}
		for _, m := range w.Machines {
			if m.Ref.Kind != kindInstance {
				notText(m.Root.Get("spec").Get("template").Get("metadata"), m.Ref, m.Path(plan.Fields("spec.template.metadata")), &r)
			}
			notTexts(m.Instance.Get("nodeSelector"), m.Ref, m.Path(inInstance("nodeSelector")), &r)
		}
		for _, s := range w.Services {
			notTexts(s.Spec.Get("selector"), s.Ref, plan.Fields("spec.selector"), &r)
		}
		return r.findings
	},
	Fix: setProposed,
}

// notText looks at labels and annotations.
func notText(metadata plan.Node, ref plan.Ref, path plan.Path, r *report) {
	notTexts(metadata.Get("labels"), ref, path.Key("labels"), r)
	notTexts(metadata.Get("annotations"), ref, path.Key("annotations"), r)
}

func notTexts(values plan.Node, ref plan.Ref, path plan.Path, r *report) {
	for key, value := range values.Entries() {
		if value.Kind() == plan.Scalar && !value.IsString() {
			r.add(ref, path.Key(key), "the value %s is no text, and the API server refuses the object; put it into quotes", value.Text()).values(valueOf(value), value.Text())
		}
	}
}
