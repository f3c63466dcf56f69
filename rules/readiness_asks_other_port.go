// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// readinessAsksOtherPort: the readiness probe asks another port than the Service uses.
var readinessAsksOtherPort = Rule{
	ID:           "readiness-asks-other-port",
	Topic:        Probes,
	Title:        "the readiness probe asks another port than the Service uses",
	Why:          "A machine whose other port answers counts as ready while the port that clients use is closed.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{userGuide + "user_workloads/liveness_and_readiness_probes.md"},
	CatalogueIDs: []string{"vm/PRB-08"},
	Restart:      true,
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		p, found := m.probe(readiness)
		port, asks := p.port()
		if !found || !asks || len(m.Services) == 0 || p.host() != "" {
			return
		}
		if number, isNumber := port.Int(); isNumber && !m.forwards(number, "TCP") {
			return // probe-port-not-forwarded tells of it.
		}
		for _, s := range m.Services {
			for _, sent := range s.Ports {
				if m.samePort(sent, port) {
					return
				}
			}
		}
		r.instance(m, readiness+"."+p.handler+".port", "readinessProbe asks port %s, and Service %s sends traffic to other ports; ask the port that clients use", port.Text(), m.Services[0].Ref.Name).
			values(valueOf(port), nil).asIf(p.handler == "httpGet", plan.Info)
	}),
}

// samePort says whether a Service sends traffic to the port that a probe asks, by number or by name.
func (m *Machine) samePort(sent ServicePort, asked plan.Node) bool {
	number, isNumber := asked.Int()
	if !isNumber {
		named, _ := m.portNamed(asked.Text())
		return sent.TargetName == asked.Text() || (sent.TargetName == "" && sent.Target == named.number)
	}
	if sent.TargetName != "" {
		named, found := m.portNamed(sent.TargetName)
		return !found || named.number == number
	}
	return sent.Target == number
}
