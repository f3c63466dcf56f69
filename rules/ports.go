// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"slices"

	"vmha.dev/vmha/plan"
)

// guestPort is a port of the interface on the pod network.
type guestPort struct {
	name, protocol string
	number         int64
}

// guestPorts are the ports that are listed on the interface on the pod network. Where
// there is such a list, only what is on it is forwarded to the guest
// (kubevirt pkg/network/setup/netpod/masquerade/masquerade.go).
func (m *Machine) guestPorts() (ports []guestPort, listed bool) {
	if m.networking != plan.OnPodNetwork {
		return nil, false
	}
	if !m.counted {
		m.counted = true
		for _, port := range plan.Elements(m.attached.Get("ports")) {
			number, _ := port.Get("port").Int()
			m.ports = append(m.ports, guestPort{port.Get("name").Text(), protocolOf(port), number})
		}
	}
	return m.ports, len(m.ports) > 0 && plan.Exists(m.attached.Get("masquerade"))
}

// forwards says whether traffic to a port reaches the guest.
func (m *Machine) forwards(number int64, protocol string) bool {
	ports, listed := m.guestPorts()
	if _, attached := m.PodInterface(); !listed || attached.Get("portRanges").Len() > 0 {
		return true
	}
	return slices.ContainsFunc(ports, func(p guestPort) bool { return p.number == number && p.protocol == protocol })
}

// portNamed finds a listed port by its name.
func (m *Machine) portNamed(name string) (guestPort, bool) {
	ports, _ := m.guestPorts()
	at := slices.IndexFunc(ports, func(p guestPort) bool { return p.name == name })
	if at < 0 {
		return guestPort{}, false
	}
	return ports[at], true
}

// addPort lists a port on the interface of a machine, unless its name is taken.
func addPort(m *Machine, port any) []plan.Edit {
	value, _ := port.(map[string]any)
	name, _ := value["name"].(string)
	if _, taken := m.portNamed(name); taken || name == "" {
		return nil
	}
	return []plan.Edit{{Target: m.Ref, Path: m.Path(m.PortsPath().Elem("name", name)), Value: value, Mode: plan.Insert}}
}

// portsPath is where the ports of the machine stand, or would.
func (m *Machine) portsPath() plan.Path {
	if _, attached := m.PodInterface(); plan.Exists(attached) {
		return m.PortsPath()
	}
	return inInstance("domain.devices.interfaces")
}

// offPodNetwork says whether the guest has no interface on the pod network. One with
// masquerade was meant for it, and another rule tells what is wrong.
func (m *Machine) offPodNetwork() bool {
	networking, _ := m.PodInterface()
	if networking != plan.NotOnPodNetwork {
		return false
	}
	for _, nic := range plan.Elements(m.Devices.Get("interfaces")) {
		if plan.Exists(nic.Get("masquerade")) {
			return false
		}
	}
	return true
}
