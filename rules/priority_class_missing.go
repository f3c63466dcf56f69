// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"slices"
	"strings"

	"vmha.dev/vmha/plan"
)

// priorityClassMissing: a priority class is not among the manifests.
var priorityClassMissing = Rule{
	ID:           "priority-class-missing",
	Topic:        Placement,
	Title:        "a priority class is not among the manifests",
	Why:          "A pod with a priority class that the cluster does not have is refused: the machine never starts.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{kubernetesDoc + "concepts/scheduling-eviction/pod-priority-preemption/"},
	CatalogueIDs: []string{"vm/PLC-10", "node/PRI-01"},
	Check: eachMachine(func(w *World, m *Machine, r *report) {
		name := m.Instance.Get("priorityClassName").Text()
		if name == "" || strings.HasPrefix(name, "system-") || strings.HasPrefix(name, "openshift-") || name == "kubevirt-cluster-critical" {
			return
		}
		classes := w.Objects("scheduling.k8s.io", "PriorityClass")
		if !slices.ContainsFunc(classes, func(item plan.Item) bool { return item.Ref.Name == name }) {
			r.instance(m, "priorityClassName", "PriorityClass %s is not among the manifests; see that the cluster has it, or the machine never starts", name).values(name, nil).asIf(len(classes) == 0, plan.Info)
		}
	}),
}
