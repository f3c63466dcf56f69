// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// interfaceWithoutNetwork: interfaces and networks do not fit each other.
var interfaceWithoutNetwork = Rule{
	ID:           "interface-without-network",
	Topic:        Network,
	Title:        "interfaces and networks do not fit each other",
	Why:          "Each interface belongs to the network of its name, and each network to an interface: the webhook of KubeVirt refuses the machine.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/network/admitter/netiface.go"},
	CatalogueIDs: []string{"vm/NET-01"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		interfaces, networks := m.Devices.Get("interfaces"), m.Instance.Get("networks")
		for _, pair := range []struct {
			what, other string
			list, of    plan.Node
			path        string
		}{
			{"interface", "network", interfaces, networks, "domain.devices.interfaces"},
			{"network", "interface", networks, interfaces, "networks"},
		} {
			for _, name := range twice(pair.list) {
				r.machine(m, inInstance(pair.path).Elem("name", name), "two %ss have the name %s; give each its own", pair.what, name).values(name, nil)
			}
			for _, element := range plan.Elements(pair.list) {
				if name := element.Get("name").Text(); !named(pair.of, name) {
					r.machine(m, inInstance(pair.path).Elem("name", name), "the %s %s has no %s of the same name, and KubeVirt refuses the machine; add it, or take the %s out", pair.what, name, pair.other, pair.what).values(name, nil)
				}
			}
		}
	}),
}

// named says whether a list has an element of this name.
func named(list plan.Node, name string) bool {
	for _, element := range plan.Elements(list) {
		if element.Get("name").Text() == name {
			return true
		}
	}
	return false
}

// twice are the names that several elements of a list have.
func twice(list plan.Node) []string {
	if list.Len() < 2 {
		return nil
	}
	var names []string
	seen := map[string]int{}
	for _, element := range plan.Elements(list) {
		name := element.Get("name").Text()
		if seen[name]++; seen[name] == 2 && name != "" {
			names = append(names, name)
		}
	}
	return names
}
