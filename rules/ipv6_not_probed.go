// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// ipv6NotProbed: the probe sees one of two IP families.
var ipv6NotProbed = Rule{
	ID:           "ipv6-not-probed",
	Topic:        Network,
	Title:        "the probe sees one of two IP families",
	Why:          "Probes of a pod with two families ask its IPv4 address: a guest that answers there and not on IPv6 counts as ready.",
	Severity:     plan.Info,
	Since:        since,
	Links:        []string{userGuide + "user_workloads/liveness_and_readiness_probes.md"},
	CatalogueIDs: []string{"vm/NET-11"},
	Check: eachBackend(func(_ *World, s *Service, m *Machine, r *report) {
		policy := s.Spec.Get("ipFamilyPolicy").Text()
		handler := plan.HandlerOf(m.Instance.Get("readinessProbe"))
		if (policy == "PreferDualStack" || policy == "RequireDualStack") && (handler == "httpGet" || handler == "tcpSocket") {
			r.instance(m, "readinessProbe."+handler, "Service %s has two IP families, and %s asks the machine by IPv4 only; watch IPv6 from elsewhere", s.Ref.Name, handler)
		}
	}),
}
