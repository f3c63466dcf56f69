// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// severalPodNetworks: a machine has several pod networks.
var severalPodNetworks = Rule{
	ID:           "several-pod-networks",
	Topic:        Network,
	Title:        "a machine has several pod networks",
	Why:          "A pod has one network of its own: the webhook of KubeVirt refuses the machine.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/network/admitter/netsource.go"},
	CatalogueIDs: []string{"vm/NET-01"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		var names []string
		for _, network := range plan.Elements(m.Instance.Get("networks")) {
			if plan.Exists(network.Get("pod")) {
				names = append(names, network.Get("name").Text())
			}
		}
		if len(names) > 1 {
			r.instance(m, "networks", "the networks %s are all the pod network, of which there is one; keep one", plan.Enumerate(names)).values(texts(names), nil)
		}
	}),
}
