// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// stickyPerPort: a client keeps its machine for each port on its own.
var stickyPerPort = Rule{
	ID:           "sticky-per-port",
	Topic:        StickySessions,
	Title:        "a client keeps its machine for each port on its own",
	Why:          "kube-proxy remembers clients per port of a Service: two ports may lead one client to two machines.",
	Severity:     plan.Info,
	Since:        since,
	Links:        []string{kubernetes + "pkg/proxy/iptables/proxier.go"},
	CatalogueIDs: []string{"node/NET-14"},
	Check: eachService(func(_ *World, s *Service, r *report) {
		if s.Sticky() && len(s.Ports) > 1 && s.Count() > 1 {
			r.on(s.Item, "spec.sessionAffinity", "a client keeps its machine for each of the %d ports on its own; two ports may lead it to two machines", len(s.Ports)).values("ClientIP", nil)
		}
	}),
}
