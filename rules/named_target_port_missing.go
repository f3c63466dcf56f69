// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// namedTargetPortMissing: a Service names a port that no machine has.
var namedTargetPortMissing = Rule{
	ID:           "named-target-port-missing",
	Topic:        Network,
	Title:        "a Service names a port that no machine has",
	Why:          "A named targetPort is looked up among the ports of the interface, which become those of the pod: without one of that name the endpoint has no port.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-controller/services/rendercontainer.go"},
	CatalogueIDs: []string{"vm/NET-06", "node/NET-04"},
	Check: eachBackend(func(_ *World, s *Service, m *Machine, r *report) {
		for _, port := range s.Ports {
			if port.TargetName != "" && !m.hasPort(port.TargetName) && !m.offPodNetwork() {
				r.machine(m, m.portsPath(), "Service %s sends traffic to the port named %s, and the interface has none of that name; add it there, or use its number in the Service", s.Ref.Name, port.TargetName).values(nil, port.TargetName)
			}
		}
	}),
}
