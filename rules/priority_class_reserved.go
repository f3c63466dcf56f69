// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"strings"

	"vmha.dev/vmha/plan"
)

// priorityClassReserved: a machine takes the priority of the cluster's own parts.
var priorityClassReserved = Rule{
	ID:           "priority-class-reserved",
	Topic:        Placement,
	Title:        "a machine takes the priority of the cluster's own parts",
	Why:          "kubevirt-cluster-critical and the system classes are for parts of the cluster: a machine with one pushes those out.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-operator/resource/generate/components/priorityclass.go", kubernetesDoc + "concepts/scheduling-eviction/pod-priority-preemption/"},
	CatalogueIDs: []string{"node/PRI-01"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		if name := m.Instance.Get("priorityClassName").Text(); name == "kubevirt-cluster-critical" || strings.HasPrefix(name, "system-") {
			r.instance(m, "priorityClassName", "PriorityClass %s is for the cluster's own parts, which the machine would push out; use a class of your own", name).values(name, nil)
		}
	}),
}
