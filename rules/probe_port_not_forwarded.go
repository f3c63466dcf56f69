// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"strconv"

	"vmha.dev/vmha/plan"
)

// probePortNotForwarded: a probe asks a port that is not forwarded to the guest.
var probePortNotForwarded = Rule{
	ID:           "probe-port-not-forwarded",
	Topic:        Network,
	Title:        "a probe asks a port that is not forwarded to the guest",
	Why:          "Once the interface lists ports, masquerade forwards only these: a probe of another port never succeeds, so the machine never gets traffic, or is restarted for ever.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/network/setup/netpod/masquerade/masquerade.go"},
	CatalogueIDs: []string{"vm/NET-05", "node/NET-05"},
	Restart:      true,
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		if m.offPodNetwork() {
			return
		}
		for _, p := range m.probes() {
			port, asks := p.port()
			number, isNumber := port.Int()
			path := inInstance(p.field).Key(p.handler, "port")
			switch {
			case !asks || p.host() != "":
			case isNumber && !m.forwards(number, "TCP"):
				r.machine(m, path, "%s asks port %d, which the list of ports on the interface does not forward to the guest; add it to the list", p.field, number).values(number, nil)
			case !isNumber && !m.hasPort(port.Text()):
				r.machine(m, path, "%s asks port %s, which is the name of no port on the interface; add it there, or use its number", p.field, port.Text()).values(port.Text(), nil)
			}
		}
	}),
	Fix: func(w *World, f plan.Finding) []plan.Edit {
		number, isNumber := f.Current.(int64)
		if !isNumber {
			return nil
		}
		return addPort(w.Machine(f.Ref), map[string]any{"name": "probe-" + strconv.FormatInt(number, 10), "port": number, "protocol": "TCP"})
	},
}

// hasPort says whether the interface lists a port of this name.
func (m *Machine) hasPort(name string) bool {
	_, found := m.portNamed(name)
	return found
}
