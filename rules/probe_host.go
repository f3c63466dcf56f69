// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// probeHost: a probe asks another host than the machine.
var probeHost = Rule{
	ID:           "probe-host",
	Topic:        Probes,
	Title:        "a probe asks another host than the machine",
	Why:          "A probe with a host asks that host: it says nothing about the machine.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{kubernetesDoc + "reference/kubernetes-api/workload-resources/pod-v1/"},
	CatalogueIDs: []string{"vm/PRB-15"},
	Restart:      true,
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		for _, p := range m.probes() {
			if host := p.host(); p.byNetwork() && host != "" {
				r.instance(m, p.field+"."+p.handler+".host", "the probe asks %s and not the machine; take host out", host).values(host, nil)
			}
		}
	}),
	Fix: remove,
}
