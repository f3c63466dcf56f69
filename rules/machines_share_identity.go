// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"strings"

	"vmha.dev/vmha/plan"
)

// machinesShareIdentity: several machines have the same identity.
var machinesShareIdentity = Rule{
	ID:           "machines-share-identity",
	Topic:        Network,
	Title:        "several machines have the same identity",
	Why:          "Two machines with one MAC address, fixed address, host name or firmware UUID disturb each other on the network, or are taken for one by licences, monitoring and clusters.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{userGuide + "network/interfaces_and_networks.md"},
	CatalogueIDs: []string{"vm/NET-10"},
	Check: whole(func(w *World) []plan.Finding {
		var r report
		first := map[string]*Machine{}
		for _, m := range w.Machines {
			for _, id := range m.identities() {
				at := id.scope + " " + id.kind + " " + id.value
				other := first[at]
				switch {
				case other == nil && m.Replicas > 1:
					r.machine(m, id.path, "all %d machines of %s have the %s %s; take it out, so that each gets its own", m.Replicas, m.Ref, id.kind, id.value).values(id.value, nil)
				case other != nil && other.Ref != m.Ref:
					r.machine(m, id.path, "%s has the %s %s too; give each machine its own", other.Ref, id.kind, id.value).values(id.value, nil)
				}
				if other == nil {
					first[at] = m
				}
			}
		}
		return r.findings
	}),
}

// identity is something that tells a machine from others.
type identity struct {
	kind, scope, value string
	path               plan.Path
}

func (m *Machine) identities() []identity {
	var all []identity
	add := func(kind, scope, dotted string, value plan.Node) {
		if plan.Exists(value) {
			all = append(all, identity{kind, scope, value.Text(), inInstance(dotted)})
		}
	}
	for _, nic := range plan.Elements(m.Devices.Get("interfaces")) {
		if mac := nic.Get("macAddress"); plan.Exists(mac) {
			path := inInstance("domain.devices.interfaces").Elem("name", nic.Get("name").Text()).Key("macAddress")
			all = append(all, identity{"MAC address", m.Ref.Namespace, strings.ToLower(mac.Text()), path})
		}
	}
	firmware := m.Domain.Get("firmware")
	add("firmware UUID", m.Ref.Namespace, "domain.firmware.uuid", firmware.Get("uuid"))
	add("firmware serial number", m.Ref.Namespace, "domain.firmware.serial", firmware.Get("serial"))
	add("host name", m.Ref.Namespace, "hostname", m.Instance.Get("hostname"))
	return all
}
