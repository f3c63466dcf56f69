// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// replicasOnOneNode: machines that stand in for each other may run on one node.
var replicasOnOneNode = Rule{
	ID:           "replicas-on-one-node",
	Topic:        Placement,
	Title:        "machines that stand in for each other may run on one node",
	Why:          "Without anti-affinity or a spread constraint all machines behind a Service may land on one node, and then its loss takes them all.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubernetesDoc + "concepts/scheduling-eviction/assign-pod-node/", kubevirt + "pkg/virt-controller/watch/vm/vm.go"},
	CatalogueIDs: []string{"vm/PLC-01"},
	Check: whole(func(w *World) []plan.Finding {
		var r report
		for _, s := range w.Services {
			if s.Count() < 2 || s.Others || s.Headless() || w.Facts.WorkerNodes == 1 {
				continue
			}
			for _, m := range s.Machines {
				if !m.spreads() && m.Services[0] == s && m.Ref.Kind != kindReplicaSet {
					r.instance(m, "affinity.podAntiAffinity", "Service %s has %d machines, and nothing keeps this one off the node of the others, whose loss would take them all; add an anti-affinity over %s", s.Ref.Name, s.Count(), hostname).
						values(nil, awayFrom(s.Selector.Pairs)).asIf(m.Group == nil, plan.Warning)
				}
			}
		}
		return r.findings
	}),
	Fix: setProposed,
}

// awayFrom is an anti-affinity that prefers nodes without machines of these labels: one that
// is required would leave a migration without a node to go to.
func awayFrom(pairs map[string]string) map[string]any {
	set := make(map[string]any, len(pairs))
	for key, value := range pairs {
		set[key] = value
	}
	return map[string]any{preferred: []any{map[string]any{
		"weight": int64(100),
		"podAffinityTerm": map[string]any{
			"topologyKey":   hostname,
			"labelSelector": map[string]any{"matchLabels": set},
		},
	}}}
}
