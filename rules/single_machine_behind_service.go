// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// singleMachineBehindService: one machine alone stands behind a load balancer.
var singleMachineBehindService = Rule{
	ID:           "single-machine-behind-service",
	Topic:        LoadBalancing,
	Title:        "one machine alone stands behind a load balancer",
	Why:          "A Service with one machine is out for as long as that machine is: probes and load balancing cannot hide an outage, only a second machine can.",
	Severity:     plan.Info,
	Since:        since,
	Links:        []string{kubernetesDoc + "concepts/services-networking/service/"},
	CatalogueIDs: []string{"node/NET-32", "vm/NOD-04"},
	Check: eachService(func(_ *World, s *Service, r *report) {
		if s.Type() == typeLoadBalancer && s.Count() == 1 && !s.Others {
			r.on(s.Item, "spec.selector", "%s stands alone behind the Service, which is out whenever the machine is; add a second machine where that is too long", s.Machines[0].Ref).values(s.Selector.String(), nil)
		}
	}),
}
