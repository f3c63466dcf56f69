// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// servicePublishesUnready: a Service sends traffic to machines that are not ready.
var servicePublishesUnready = Rule{
	ID:           "service-publishes-unready",
	Topic:        LoadBalancing,
	Title:        "a Service sends traffic to machines that are not ready",
	Why:          "With publishNotReadyAddresses every endpoint counts as ready, so the readiness probe has no effect: clients meet guests that are booting or hang.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubernetesDoc + "reference/kubernetes-api/service-resources/service-v1/"},
	CatalogueIDs: []string{"node/NET-08"},
	Check: eachService(func(_ *World, s *Service, r *report) {
		if value := s.Spec.Get("publishNotReadyAddresses"); isTrue(value) && len(s.Machines) > 0 && !s.Headless() {
			r.on(s.Item, "spec.publishNotReadyAddresses", "publishNotReadyAddresses sends clients to machines that are not ready; take it out, or move it to a headless Service").values(true, nil)
		}
	}),
	Fix: remove,
}
