// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"

	"vmha.dev/vmha/plan"
)

// addressRequestedTwice: two Services ask for one address and cannot share it.
var addressRequestedTwice = Rule{
	ID:           "address-requested-twice",
	Topic:        Addresses,
	Title:        "two Services ask for one address and cannot share it",
	Why:          "MetalLB gives an address to one Service, and to a second one with the same sharing key, other ports, and either externalTrafficPolicy Cluster or the same pods. Otherwise the second stays pending.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{metallb + "internal/allocator/allocator.go"},
	CatalogueIDs: []string{"node/NET-25"},
	Check: whole(func(w *World) []plan.Finding {
		var r report
		first := map[string]*Service{}
		for _, s := range w.Services {
			if s.Type() != typeLoadBalancer {
				continue
			}
			for _, ip := range s.RequestedIPs() {
				other := first[ip]
				if other == nil || other.Ref == s.Ref {
					first[ip] = s
					continue
				}
				if reason := cannotShare(s, other); reason != "" {
					r.add(s.Ref, requestPath(s), "%s asks for %s too, and %s: this Service stays without an address", other.Ref, ip, reason).values(ip, nil)
				}
			}
		}
		return r.findings
	}),
}

// cannotShare says why MetalLB does not give two Services one address; empty where it does.
func cannotShare(s, other *Service) string {
	key := s.annotation("allow-shared-ip")
	if key == "" || key != other.annotation("allow-shared-ip") {
		return "they have no common key to share it (metallb.io/allow-shared-ip)"
	}
	if port, both := commonPort(s, other); both {
		return fmt.Sprintf("both have port %d/%s", port.Port, port.Protocol)
	}
	if (s.Local() || other.Local()) && (s.Local() != other.Local() || !s.Selector.Equal(other.Selector)) {
		return "with externalTrafficPolicy Local they must select the same pods"
	}
	return ""
}

// commonPort finds a port that two Services have.
func commonPort(s, other *Service) (ServicePort, bool) {
	for _, port := range s.Ports {
		for _, taken := range other.Ports {
			if port.Port == taken.Port && port.Protocol == taken.Protocol {
				return port, true
			}
		}
	}
	return ServicePort{}, false
}
