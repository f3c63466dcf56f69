// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"maps"
	"slices"

	"vmha.dev/vmha/plan"
)

// fieldNeedsLoadBalancer: a field of a Service does not go with its type.
var fieldNeedsLoadBalancer = Rule{
	ID:           "field-needs-load-balancer",
	Topic:        LoadBalancing,
	Title:        "a field of a Service does not go with its type",
	Why:          "The API server refuses fields for traffic from outside on a Service that has none.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubernetes + "pkg/apis/core/validation/validation.go"},
	CatalogueIDs: []string{"node/NET-15"},
	Check: eachService(func(_ *World, s *Service, r *report) {
		balances := s.Type() == typeLoadBalancer
		external := s.External() || s.Spec.Get("externalIPs").Len() > 0
		allowed := map[string]bool{
			"allocateLoadBalancerNodePorts": balances, "loadBalancerClass": balances, "loadBalancerSourceRanges": balances,
			"externalTrafficPolicy": external, "healthCheckNodePort": balances && s.Local(),
		}
		for _, field := range slices.Sorted(maps.Keys(allowed)) {
			value := s.Spec.Get(field)
			if allowed[field] || !plan.Exists(value) || (value.Kind() == plan.List && value.Len() == 0) || value.Text() == "0" {
				continue
			}
			r.on(s.Item, "spec."+field, "%s does not go with type %s%s, and the API server refuses the Service; take it out, or change the type", field, s.Type(), policyOf(s, field)).values(valueOf(value), nil)
		}
	}),
	Fix: remove,
}

func policyOf(s *Service, field string) string {
	if field == "healthCheckNodePort" && s.Type() == typeLoadBalancer {
		return " and externalTrafficPolicy Cluster"
	}
	return ""
}
