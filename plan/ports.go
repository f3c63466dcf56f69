// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"slices"

	corev1 "k8s.io/api/core/v1"
)

// PortsOf are the ports of a machine that traffic or a probe must be able to reach:
// those of the group, and those of the machine's own probes that stay.
func (g *Group) PortsOf(m Machine) []GuestPort {
	ports := slices.Clip(g.Ports)
	if len(ports) == 0 {
		return nil
	}
	for _, own := range []struct {
		field string
		probe *Probe
	}{{"readinessProbe", g.Ready}, {"livenessProbe", g.Live}} {
		if own.probe != nil && own.probe.HandlerStated {
			continue // It takes the place of the machine's own.
		}
		if port, found := ownProbePort(m.At(own.field)); found && !listsPort(ports, port) {
			ports = append(ports, GuestPort{Source: ports[0].Source, Port: port, Protocol: corev1.ProtocolTCP})
		}
	}
	return ports
}

func listsPort(ports []GuestPort, number int32) bool {
	return slices.ContainsFunc(ports, func(p GuestPort) bool { return p.Port == number && p.Protocol == corev1.ProtocolTCP })
}

// ownProbePort is the port that a probe of a manifest asks by number.
func ownProbePort(probe Node) (port int32, found bool) {
	for _, handler := range []string{"httpGet", "tcpSocket"} {
		if number, ok := probe.Get(handler).Get("port").Int(); ok && number > 0 && number <= 65535 && !IsMigrationPort(number) {
			return int32(number), true
		}
	}
	return 0, false
}

// checkNamedPorts finds ports that are asked for by a name that no interface has.
func (g *groupBuilder) checkNamedPorts(m Machine) {
	_, attached := m.PodInterface()
	var known []string
	for _, port := range Elements(attached.Get("ports")) {
		known = append(known, port.Get("name").Text())
	}
	check := func(what, name, field string) {
		if name != "" && !slices.Contains(known, name) {
			g.about(m.Ref, m.PortsPath(), Error, "named-port-missing", field, "%s %s is the name of no port of the machine's interface; %s; add it there, or use its number", what, name, offered(known)).Current = name
		}
	}
	if g.Service != nil {
		for _, port := range g.Service.Ports {
			check("targetPort", port.TargetPort.StrVal, balanceField+".ports.targetPort")
		}
	}
	for _, probe := range []*Probe{g.Ready, g.Live} {
		if probe == nil || !probe.HandlerStated {
			continue
		}
		if port, asks := probe.Port(); asks {
			check("the probe's port", port.StrVal, probe.Source.Field+"."+probe.Handler+".port")
		}
	}
}
