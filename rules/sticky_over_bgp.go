// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// stickyOverBgp: clients are kept on a machine by each node on its own.
var stickyOverBgp = Rule{
	ID:           "sticky-over-bgp",
	Topic:        StickySessions,
	Title:        "clients are kept on a machine by each node on its own",
	Why:          "kube-proxy remembers clients per node. With BGP several nodes announce the address, and the router may send a client to another node, which knows nothing of it.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{kubernetes + "pkg/proxy/iptables/proxier.go", metallbDoc + "concepts/bgp/"},
	CatalogueIDs: []string{"node/NET-11"},
	Check: eachService(func(w *World, s *Service, r *report) {
		if !s.Sticky() || s.Type() != typeLoadBalancer || s.Count() < 2 {
			return
		}
		if _, bgp := w.announced(s); bgp {
			r.on(s.Item, "spec.sessionAffinity", "the address is announced by BGP, and each node remembers clients on its own: a client whose traffic changes its node changes its machine; use an L2 advertisement, or keep sessions in the application").values("ClientIP", nil)
		}
	}),
}
