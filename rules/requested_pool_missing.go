// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// requestedPoolMissing: a Service asks for a pool of addresses that does not exist.
var requestedPoolMissing = Rule{
	ID:           "requested-pool-missing",
	Topic:        Addresses,
	Title:        "a Service asks for a pool of addresses that does not exist",
	Why:          "MetalLB gives no address from another pool: the Service stays pending. kustomize renames a pool and not what asks for it.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{metallb + "internal/allocator/allocator.go", kustomize + "api/internal/konfig/builtinpluginconsts/namereference.go"},
	CatalogueIDs: []string{"node/NET-24", "node/GIT-03"},
	Check: eachService(func(w *World, s *Service, r *report) {
		name := s.annotation("address-pool")
		if _, found := w.AddressPool(name); name == "" || found || s.Type() != typeLoadBalancer {
			return
		}
		renamed, sure := w.renamedPool(name)
		path := plan.Fields("metadata.annotations").Key(s.annotationKey("address-pool"))
		switch {
		case sure:
			r.add(s.Ref, path, "there is no IPAddressPool %s here, but %s: the Service stays without an address; kustomize renames a pool and not what asks for it", name, renamed).values(name, renamed)
		case len(w.AddressPools()) > 0:
			r.add(s.Ref, path, "IPAddressPool %s is not among the pools here; see that the cluster has it, or the Service stays without an address", name).values(name, nil).as(plan.Warning)
		case len(s.Machines) > 0:
			r.add(s.Ref, path, "IPAddressPool %s is not among the manifests; see that the cluster has it, with an advertisement", name).values(name, nil).as(plan.Info)
		}
	}),
}

// annotationKey is the annotation by which the Service asks MetalLB for something.
func (s *Service) annotationKey(key string) string {
	if plan.Exists(s.Root.Get("metadata").Get("annotations").Get("metallb.io/" + key)) {
		return "metallb.io/" + key
	}
	return "metallb.universe.tf/" + key
}
