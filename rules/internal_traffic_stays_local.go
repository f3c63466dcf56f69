// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// internalTrafficStaysLocal: clients on nodes without one of the machines get no answer.
var internalTrafficStaysLocal = Rule{
	ID:           "internal-traffic-stays-local",
	Topic:        LoadBalancing,
	Title:        "clients on nodes without one of the machines get no answer",
	Why:          "With internalTrafficPolicy Local kube-proxy drops traffic of pods on nodes that run no endpoint of the Service, which are most of them.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{kubernetesDoc + "concepts/services-networking/service-traffic-policy/"},
	CatalogueIDs: []string{"node/NET-30"},
	Check: eachService(func(w *World, s *Service, r *report) {
		if s.Spec.Get("internalTrafficPolicy").Text() != "Local" || len(s.Machines) == 0 {
			return
		}
		nodes := int64(w.Facts.WorkerNodes)
		if nodes > 0 && s.Count() >= nodes {
			return
		}
		r.on(s.Item, "spec.internalTrafficPolicy", "with internalTrafficPolicy Local clients on nodes that run none of the Service's machines (%d) get no answer; use Cluster", s.Count()).values("Local", "Cluster").asIf(nodes == 0, plan.Info)
	}),
}
