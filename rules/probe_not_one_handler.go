// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// probeNotOneHandler: a probe has no handler, or several.
var probeNotOneHandler = Rule{
	ID:           "probe-not-one-handler",
	Topic:        Probes,
	Title:        "a probe has no handler, or several",
	Why:          "A probe asks in exactly one way, by httpGet, tcpSocket, exec or guestAgentPing: the webhook of KubeVirt refuses the machine.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-api/webhooks/validating-webhook/admitters/vmi-create-admitter.go"},
	CatalogueIDs: []string{"vm/PRB-02"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		for _, p := range m.probes() {
			var handlers []string
			for _, handler := range plan.Handlers {
				if p.node.Get(handler).Kind() != plan.Absent {
					handlers = append(handlers, handler)
				}
			}
			switch {
			case len(handlers) > 1:
				r.instance(m, p.field, "%s exclude each other, and KubeVirt refuses the machine; keep one of them", plan.Enumerate(handlers)).values(texts(handlers), nil)
			case len(handlers) == 0 && !plan.Exists(p.node.Get("grpc")):
				r.instance(m, p.field, "%s has no handler, and KubeVirt refuses the machine; write one of %s", p.field, plan.Enumerate(plan.Handlers))
			}
		}
	}),
}
