// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"strings"

	"vmha.dev/vmha/plan"
)

// guestAgentNotInstalled: a probe asks a guest agent that nobody installs here.
var guestAgentNotInstalled = Rule{
	ID:           "guest-agent-not-installed",
	Topic:        Probes,
	Title:        "a probe asks a guest agent that nobody installs here",
	Why:          "exec and guestAgentPing go through qemu-guest-agent in the guest: where it does not run, a readiness probe never passes, and a liveness probe kills a healthy machine.",
	Severity:     plan.Info,
	Since:        since,
	Links:        []string{userGuide + "user_workloads/liveness_and_readiness_probes.md"},
	CatalogueIDs: []string{"vm/PRB-12"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		text := m.cloudInit()
		for _, p := range m.probes() {
			if p.byAgent() && m.Group == nil && !strings.Contains(text, "qemu-guest-agent") && !strings.Contains(text, "qemu-ga") {
				r.instance(m, p.field+"."+p.handler, "%s asks the guest agent, and the cloud-init data here does not install it; make sure that the image holds qemu-guest-agent and starts it", p.handler)
			}
		}
	}),
}
