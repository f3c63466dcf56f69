// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// loadBalancerClassExcludesMetallb: a Service asks MetalLB for something and names a class.
var loadBalancerClassExcludesMetallb = Rule{
	ID:           "load-balancer-class-excludes-metallb",
	Topic:        Addresses,
	Title:        "a Service asks MetalLB for something and names a class",
	Why:          "MetalLB serves Services without a class, or, started with --lb-class, those of that class alone. Which of both is not in the manifests; a wrong one leaves the Service pending for ever.",
	Severity:     plan.Info,
	Since:        since,
	Links:        []string{metallb + "internal/k8s/controllers/service_controller.go"},
	CatalogueIDs: []string{"node/NET-26"},
	Check: eachService(func(_ *World, s *Service, r *report) {
		class := s.Spec.Get("loadBalancerClass").Text()
		if asks := s.annotation("address-pool") != "" || s.annotation("loadBalancerIPs") != ""; class != "" && asks {
			r.on(s.Item, "spec.loadBalancerClass", "MetalLB serves class %s only if it was started with --lb-class=%s; see that it was, or take the class out", class, class).values(class, nil)
		}
	}),
}
