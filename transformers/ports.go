// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package transformers

import (
	"fmt"
	"strings"

	kubevirtv1 "kubevirt.io/api/core/v1"

	"vmha.dev/vmha/plan"
)

// Ports lists the ports of Service and probes on the machine's interface, where such a
// list exists: then only the ports on it are forwarded to the guest. A machine that is
// made here gets a list; one of the user's without a list is reachable on every port and stays so.
func Ports(g *plan.Group, m plan.Machine) []plan.Edit {
	networking, attached := m.PodInterface()
	listed := attached.Get("ports")
	if networking != plan.OnPodNetwork || (listed.Len() == 0 && !m.Fresh()) {
		return nil
	}
	taken := portNames(listed)
	var edits []plan.Edit
	var list plan.Path
	for _, port := range g.PortsOf(m) {
		if lists(listed, port) {
			continue
		}
		if list == nil {
			list = m.PortsPath()
		}
		name := portName(port, taken)
		taken[name] = true
		edits = append(edits, plan.Edit{
			Source: port.Source, Target: m.Ref, Mode: plan.Insert,
			Path:  list.Elem("name", name),
			Value: kubevirtv1.Port{Name: name, Port: port.Port, Protocol: string(port.Protocol)},
		})
	}
	return edits
}

func portNames(listed plan.Node) map[string]bool {
	names := map[string]bool{}
	for _, port := range plan.Elements(listed) {
		names[port.Get("name").Text()] = true
	}
	return names
}

// lists says whether a port is on the list already, under whatever name.
func lists(listed plan.Node, want plan.GuestPort) bool {
	for _, port := range plan.Elements(listed) {
		number, _ := port.Get("port").Int()
		protocol := port.Get("protocol").Text()
		if protocol == "" {
			protocol = "TCP"
		}
		if int32(number) == want.Port && protocol == string(want.Protocol) { //nolint:gosec // A port that does not fit is not this one.
			return true
		}
	}
	return false
}

// portName is the name of the Service's port, or one made of protocol and number where that is taken or missing.
func portName(port plan.GuestPort, taken map[string]bool) string {
	if port.Name != "" && !taken[port.Name] {
		return port.Name
	}
	return fmt.Sprintf("%s-%d", strings.ToLower(string(port.Protocol)), port.Port)
}
