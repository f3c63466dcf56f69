// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// masqueradeOffPodNetwork: masquerade on a network that is not the pod's.
var masqueradeOffPodNetwork = Rule{
	ID:           "masquerade-off-pod-network",
	Topic:        Network,
	Title:        "masquerade on a network that is not the pod's",
	Why:          "Masquerade translates addresses of the pod network: on any other network the webhook of KubeVirt refuses the machine.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/network/admitter/binding.go"},
	CatalogueIDs: []string{"vm/NET-04"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		networks := m.Instance.Get("networks")
		for _, nic := range plan.Elements(m.Devices.Get("interfaces")) {
			name := nic.Get("name").Text()
			network := plan.Named(networks, "name", name)
			if plan.Exists(nic.Get("masquerade")) && plan.Exists(network) && !plan.Exists(network.Get("pod")) {
				r.machine(m, inInstance("domain.devices.interfaces").Elem("name", name).Key("masquerade"), "masquerade goes with the pod network only, and %s is another; bind it by bridge", name).values("masquerade", "bridge")
			}
		}
	}),
}
