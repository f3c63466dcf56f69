// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"slices"

	"vmha.dev/vmha/plan"
)

// machineNotOnPodNetwork: a Service leads to a machine whose guest is not on the pod network.
var machineNotOnPodNetwork = Rule{
	ID:           "machine-not-on-pod-network",
	Topic:        LoadBalancing,
	Title:        "a Service leads to a machine whose guest is not on the pod network",
	Why:          "The endpoints of a Service are addresses of pods. The pod of a machine without an interface on the pod network has one too, but the guest is not behind it.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{"https://github.com/kubevirt/cloud-provider-kubevirt/pull/276", kubevirt + "pkg/network/vmispec/interface.go"},
	CatalogueIDs: []string{"vm/NET-09", "node/NET-06"},
	Check: eachBackend(func(_ *World, s *Service, m *Machine, r *report) {
		asked := slices.ContainsFunc(m.probes(), func(p probe) bool { return p.byNetwork() })
		if m.offPodNetwork() && !asked && m.Services[0] == s {
			r.instance(m, "networks", "Service %s selects the machine, whose guest has no interface on the pod network, so its endpoints lead nowhere; add a network pod: {} with an interface bound by masquerade", s.Ref.Name).values(nil, "pod: {}")
		}
	}),
}
