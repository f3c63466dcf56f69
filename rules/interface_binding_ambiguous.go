// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// interfaceBindingAmbiguous: an interface has several bindings.
var interfaceBindingAmbiguous = Rule{
	ID:           "interface-binding-ambiguous",
	Topic:        Network,
	Title:        "an interface has several bindings",
	Why:          "An interface is bound in exactly one way: the webhook of KubeVirt refuses the machine.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/network/admitter/binding.go"},
	CatalogueIDs: []string{"vm/NET-01"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		for _, nic := range plan.Elements(m.Devices.Get("interfaces")) {
			var bindings []string
			for _, binding := range interfaceBindings {
				if plan.Exists(nic.Get(binding)) {
					bindings = append(bindings, binding)
				}
			}
			if len(bindings) > 1 {
				name := nic.Get("name").Text()
				r.machine(m, inInstance("domain.devices.interfaces").Elem("name", name), "the interface %s is bound by %s, which exclude each other; keep one", name, plan.Enumerate(bindings)).values(texts(bindings), nil)
			}
		}
	}),
}

var interfaceBindings = []string{"binding", "bridge", "macvtap", "masquerade", "passt", "passtBinding", "slirp", "sriov"}
