// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"regexp"
	"strings"

	"vmha.dev/vmha/plan"
)

// interfacePortInvalid: a port of an interface is none.
var interfacePortInvalid = Rule{
	ID:           "interface-port-invalid",
	Topic:        Network,
	Title:        "a port of an interface is none",
	Why:          "The names of ports are at most 15 lower-case letters, digits and dashes and unique, protocols are TCP and UDP: the webhook of KubeVirt refuses the machine.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/network/admitter/netiface.go"},
	CatalogueIDs: []string{"vm/NET-07"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		for _, nic := range plan.Elements(m.Devices.Get("interfaces")) {
			ports := nic.Get("ports")
			for _, name := range twice(ports) {
				r.machine(m, portsOf(nic), "two ports have the name %s; give each its own", name).values(name, nil)
			}
			for i, port := range plan.Elements(ports) {
				checkGuestPort(m, nic, port, i, r)
			}
		}
	}),
	Fix: setProposed,
}

var portNamePattern = regexp.MustCompile(`^[a-z0-9]([-a-z0-9]*[a-z0-9])?$`)

func isPortName(name string) bool { return len(name) <= 15 && portNamePattern.MatchString(name) }

// portsOf is the path of the ports of an interface, below the spec of the instance.
func portsOf(nic plan.Node) plan.Path {
	return inInstance("domain.devices.interfaces").Elem("name", nic.Get("name").Text()).Key("ports")
}

func checkGuestPort(m *Machine, nic, port plan.Node, i int, r *report) {
	name, protocol := port.Get("name").Text(), protocolOf(port)
	number, isNumber := port.Get("port").Int()
	if name != "" && !isPortName(name) {
		n := r.machine(m, portsOf(nic).Elem("name", name).Key("name"), "%q is no name of a port: at most 15 lower-case letters, digits and dashes", name).values(name, nil)
		if lower := strings.ToLower(name); isPortName(lower) {
			n.values(name, lower)
		}
	}
	if protocol != "TCP" && protocol != "UDP" {
		r.machine(m, portsOf(nic).Index(i).Key("protocol"), "KubeVirt forwards TCP and UDP, not %s; use one of them, or an interface on another network", protocol).values(protocol, nil)
	}
	if !isNumber || number < 1 || number > 65535 {
		r.machine(m, portsOf(nic).Index(i).Key("port"), "%q is no port; a whole number from 1 to 65535 is", port.Get("port").Text()).values(port.Get("port").Text(), nil)
	}
}
