// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// loadBalancerIPDeprecated: a Service asks for its address by a deprecated field.
var loadBalancerIPDeprecated = Rule{
	ID:           "load-balancer-ip-deprecated",
	Topic:        Addresses,
	Title:        "a Service asks for its address by a deprecated field",
	Why:          "spec.loadBalancerIP is deprecated and under-specified; next to MetalLB's annotation it makes MetalLB give no address at all.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{metallb + "controller/service.go", kubernetesDoc + "reference/kubernetes-api/service-resources/service-v1/"},
	CatalogueIDs: []string{"node/NET-22"},
	Check: eachService(func(_ *World, s *Service, r *report) {
		ip := s.Spec.Get("loadBalancerIP").Text()
		if ip == "" || s.Type() != typeLoadBalancer {
			return
		}
		asked := s.annotation("loadBalancerIPs")
		switch {
		case asked != "":
			r.on(s.Item, "spec.loadBalancerIP", "loadBalancerIP and the annotation loadBalancerIPs exclude each other, and MetalLB gives the Service no address; keep the annotation").values(ip, nil).as(plan.Error)
		case len(s.Machines) > 0:
			r.on(s.Item, "spec.loadBalancerIP", "loadBalancerIP is deprecated; with MetalLB write the annotation metallb.io/loadBalancerIPs: %s", ip).values(ip, nil)
		}
	}),
	Fix: func(w *World, f plan.Finding) []plan.Edit {
		if f.Severity == plan.Error {
			return remove(w, f)
		}
		if len(w.AddressPools()) == 0 || before(w.Facts.MetalLB, "0.14.9") {
			return nil // Whether it is MetalLB that gives the address, and which, is not known.
		}
		return append(remove(w, f), plan.Edit{Path: plan.Fields("metadata.annotations").Key("metallb.io/loadBalancerIPs"), Value: f.Current, Mode: plan.Set})
	},
}
