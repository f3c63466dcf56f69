// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// dualStackPoolIncomplete: a Service needs both IP families, and its pool has one.
var dualStackPoolIncomplete = Rule{
	ID:           "dual-stack-pool-incomplete",
	Topic:        Addresses,
	Title:        "a Service needs both IP families, and its pool has one",
	Why:          "MetalLB takes both addresses of a Service from one pool: without both families there it gives none.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{metallbDoc + "usage/"},
	CatalogueIDs: []string{"node/NET-27"},
	Check: eachService(func(w *World, s *Service, r *report) {
		if s.Type() != typeLoadBalancer || s.Spec.Get("ipFamilyPolicy").Text() != "RequireDualStack" {
			return
		}
		pools := w.poolsFor(s)
		for _, p := range pools {
			if p.dualStack() {
				return
			}
		}
		if len(pools) > 0 && len(pools[0].Ranges) > 0 {
			r.on(s.Item, "spec.ipFamilyPolicy", "RequireDualStack needs IPv4 and IPv6 addresses in one pool, and %s has one family only; add the other, or use PreferDualStack", pools[0].Ref).values("RequireDualStack", "PreferDualStack")
		}
	}),
}

// dualStack says whether the pool holds addresses of both families.
func (p *AddressPool) dualStack() bool {
	var v4, v6 bool
	for _, r := range p.Ranges {
		v4, v6 = v4 || r.From.Is4(), v6 || r.From.Is6()
	}
	return v4 && v6
}
