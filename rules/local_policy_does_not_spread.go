// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// localPolicyDoesNotSpread: traffic of an address that one node announces stays on that node.
var localPolicyDoesNotSpread = Rule{
	ID:           "local-policy-does-not-spread",
	Topic:        LoadBalancing,
	Title:        "traffic of an address that one node announces stays on that node",
	Why:          "With externalTrafficPolicy Local and an L2 advertisement only the machines on the announcing node get traffic: the others stand by, and nothing is balanced.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{metallbDoc + "usage/"},
	CatalogueIDs: []string{"node/NET-16", "node/NET-18"},
	Check: eachService(func(w *World, s *Service, r *report) {
		if s.Type() != typeLoadBalancer || !s.Local() || s.Count() < 2 {
			return
		}
		l2, bgp := w.announced(s)
		switch {
		case l2:
			r.on(s.Item, "spec.externalTrafficPolicy", "with externalTrafficPolicy Local and an L2 advertisement only the machines on the announcing node get traffic, the other of the %d stand by; use Cluster to spread it", s.Count()).values("Local", "Cluster")
		case !bgp:
			r.on(s.Item, "spec.externalTrafficPolicy", "with externalTrafficPolicy Local only nodes that run one of the machines get traffic, in MetalLB's L2 mode just one of them; use Cluster, unless clients' addresses are needed").
				values("Local", "Cluster").as(plan.Info)
		}
	}),
}
