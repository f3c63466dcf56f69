// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
)

// addressFollowsMachine: the address of a Service moves whenever its machine does.
var addressFollowsMachine = Rule{
	ID:           "address-follows-machine",
	Topic:        LoadBalancing,
	Title:        "the address of a Service moves whenever its machine does",
	Why:          "With externalTrafficPolicy Local only nodes with a ready machine announce the address, so a live migration of the only machine also moves the address: clients see both.",
	Severity:     plan.Info,
	Since:        since,
	Links:        []string{metallb + "speaker/layer2_controller.go"},
	CatalogueIDs: []string{"node/NET-17"},
	Check: eachService(func(_ *World, s *Service, r *report) {
		if s.Type() != typeLoadBalancer || !s.Local() || s.Count() != 1 {
			return
		}
		eviction := s.Machines[0].Eviction()
		if eviction == string(v1alpha1.LiveMigrate) || eviction == string(v1alpha1.LiveMigrateIfPossible) {
			r.on(s.Item, "spec.externalTrafficPolicy", "with externalTrafficPolicy Local the address moves whenever %s migrates; use Cluster, unless clients' addresses are needed", s.Machines[0].Ref).values("Local", "Cluster")
		}
	}),
}
