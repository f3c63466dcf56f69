// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// healthCheckMayTakeControlPlane: a NodeHealthCheck does not keep off the control plane.
var healthCheckMayTakeControlPlane = Rule{
	ID:           "health-check-may-take-control-plane",
	Topic:        NodeFailure,
	Title:        "a NodeHealthCheck does not keep off the control plane",
	Why:          "In a compact cluster control-plane nodes are workers too: only a selector that excludes both of their labels keeps them from being fenced like workers.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{nodeHealthDoc + "docs/configuration.md"},
	CatalogueIDs: []string{"node/NODE-18"},
	Check: each("remediation.medik8s.io", "NodeHealthCheck", func(_ *World, o plan.Item, r *report) {
		selector := o.Root.Get("spec").Get("selector")
		s := readSelector(selector)
		if s.Empty() || s.Pairs[controlPlaneLabel] != "" || s.Pairs[masterLabel] != "" || aboutControlPlane(selector) {
			return
		}
		missing := []string{}
		for _, key := range []string{controlPlaneLabel, masterLabel} {
			if !excludes(selector, key) {
				missing = append(missing, key)
			}
		}
		if len(missing) > 0 {
			r.on(o, "spec.selector", "the selector does not exclude nodes with %s, which are workers too in compact clusters; add DoesNotExist", plan.Enumerate(missing)).values(nil, texts(missing))
		}
	}),
	Fix: func(_ *World, f plan.Finding) []plan.Edit {
		var edits []plan.Edit
		missing, _ := f.Proposed.([]any)
		for _, value := range missing {
			key, _ := value.(string)
			edits = append(edits, plan.Edit{
				Path:  f.Path.Key("matchExpressions").Elem("key", key, "operator", "DoesNotExist"),
				Value: map[string]any{"key": key, "operator": "DoesNotExist"}, Mode: plan.Insert,
			})
		}
		return edits
	},
}

func excludes(selector plan.Node, key string) bool {
	return plan.Exists(plan.At(selector.Get("matchExpressions"), plan.Path{}.Elem("key", key, "operator", "DoesNotExist")))
}

// aboutControlPlane says whether a selector asks for the control plane.
func aboutControlPlane(selector plan.Node) bool {
	for _, key := range []string{controlPlaneLabel, masterLabel} {
		if plan.Exists(plan.At(selector.Get("matchExpressions"), plan.Path{}.Elem("key", key, "operator", "Exists"))) {
			return true
		}
	}
	return false
}
