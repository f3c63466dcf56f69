// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// probeNeedsPodNetwork: a probe asks a port of a machine that is not on the pod network.
var probeNeedsPodNetwork = Rule{
	ID:           "probe-needs-pod-network",
	Topic:        Probes,
	Title:        "a probe asks a port of a machine that is not on the pod network",
	Why:          "httpGet and tcpSocket go to the address of the pod: without a network pod, {}, the webhook of KubeVirt refuses the machine.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-api/webhooks/validating-webhook/admitters/vmi-create-admitter.go"},
	CatalogueIDs: []string{"vm/PRB-03"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		for _, p := range m.probes() {
			if p.byNetwork() && m.offPodNetwork() {
				r.instance(m, p.field+"."+p.handler, "%s goes to the pod network, on which the machine has no interface; use exec or guestAgentPing, or add a network pod: {}", p.handler).values(p.handler, "guestAgentPing")
			}
		}
	}),
}
