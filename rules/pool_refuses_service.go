// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"slices"

	"vmha.dev/vmha/plan"
)

// poolRefusesService: a Service asks for a pool that is not for it.
var poolRefusesService = Rule{
	ID:           "pool-refuses-service",
	Topic:        Addresses,
	Title:        "a Service asks for a pool that is not for it",
	Why:          "serviceAllocation of a pool says for which namespaces and Services it is: MetalLB gives others no address of it.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{metallb + "internal/allocator/allocator.go"},
	CatalogueIDs: []string{"node/MLB-10"},
	Check: eachService(func(w *World, s *Service, r *report) {
		pool, found := w.AddressPool(s.annotation("address-pool"))
		if !found || s.Type() != typeLoadBalancer {
			return
		}
		allocation := pool.Spec.Get("serviceAllocation")
		namespaces := plan.Texts(allocation.Get("namespaces"))
		byLabel := allocation.Get("namespaceSelectors").Len() > 0
		if len(namespaces) > 0 && !byLabel && !slices.Contains(namespaces, s.Ref.Namespace) {
			r.add(s.Ref, plan.Fields("metadata.annotations").Key(s.annotationKey("address-pool")), "%s is for namespaces %s only, and MetalLB gives this Service no address of it", pool.Ref, plan.Enumerate(namespaces)).values(pool.Ref.Name, nil)
		}
		selectors := allocation.Get("serviceSelectors")
		own := plan.TextMap(s.Root.Get("metadata").Get("labels"))
		for _, selector := range plan.Elements(selectors) {
			if readSelector(selector).Labels(own) {
				return
			}
		}
		if selectors.Len() > 0 {
			r.add(s.Ref, plan.Fields("metadata.labels"), "%s is for Services with certain labels (serviceAllocation.serviceSelectors), which this one lacks, and MetalLB gives it no address of it", pool.Ref)
		}
	}),
}
