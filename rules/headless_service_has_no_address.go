// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// headlessServiceHasNoAddress: a headless Service wants to be reached from outside.
var headlessServiceHasNoAddress = Rule{
	ID:           "headless-service-has-no-address",
	Topic:        LoadBalancing,
	Title:        "a headless Service wants to be reached from outside",
	Why:          "A Service with clusterIP None has no address of its own: the API server refuses it with type LoadBalancer or NodePort.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubernetes + "pkg/apis/core/validation/validation.go"},
	CatalogueIDs: []string{"node/NET-21"},
	Check: eachService(func(_ *World, s *Service, r *report) {
		if s.Headless() && s.External() {
			r.on(s.Item, "spec.clusterIP", "a headless Service cannot have type %s; take clusterIP: None out, or make it type ClusterIP", s.Type()).values("None", nil)
		}
	}),
}
