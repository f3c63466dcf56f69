// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"strconv"
	"strings"

	"vmha.dev/vmha/plan"
)

// servicePortNotForwarded: a Service sends traffic to a port that is not forwarded to the guest.
var servicePortNotForwarded = Rule{
	ID:           "service-port-not-forwarded",
	Topic:        Network,
	Title:        "a Service sends traffic to a port that is not forwarded to the guest",
	Why:          "Once the interface lists ports, masquerade forwards only these: traffic to any other port never reaches the guest, and nothing says so.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/network/setup/netpod/masquerade/masquerade.go", kubevirt + "pkg/virt-controller/services/rendercontainer.go"},
	CatalogueIDs: []string{"vm/NET-05", "node/NET-04"},
	Restart:      true,
	Check: eachBackend(func(_ *World, s *Service, m *Machine, r *report) {
		for _, port := range s.Ports {
			if port.TargetName != "" || m.forwards(port.Target, port.Protocol) {
				continue
			}
			r.machine(m, m.portsPath(), "Service %s sends traffic to port %d/%s, which the list of ports on the interface does not forward to the guest; add it to the list", s.Ref.Name, port.Target, port.Protocol).
				values(nil, map[string]any{"name": portName(port), "port": port.Target, "protocol": port.Protocol})
		}
	}),
	Fix: func(w *World, f plan.Finding) []plan.Edit {
		return addPort(w.Machine(f.Ref), f.Proposed)
	},
}

// portName is a name for the port of a guest: that of the Service, or one made from the number.
func portName(port ServicePort) string {
	if port.Name != "" {
		return port.Name
	}
	return strings.ToLower(port.Protocol) + "-" + strconv.FormatInt(port.Target, 10)
}
