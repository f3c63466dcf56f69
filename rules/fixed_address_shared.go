// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import "vmha.dev/vmha/plan"

// fixedAddressShared: several machines set up the same network.
var fixedAddressShared = Rule{
	ID:           "fixed-address-shared",
	Topic:        Network,
	Title:        "several machines set up the same network",
	Why:          "The same networkData with a fixed address in two machines puts that address on the network twice.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{userGuide + "user_workloads/startup_scripts.md"},
	CatalogueIDs: []string{"vm/NET-10"},
	Check: whole(func(w *World) []plan.Finding {
		var r report
		first := map[string]*Machine{}
		for _, m := range w.Machines {
			for _, data := range m.networkData() {
				other := first[data.value]
				switch {
				case other == nil:
					first[data.value] = m
					if m.Replicas > 1 {
						r.machine(m, data.path, "all %d machines of %s get the same fixed address from networkData; take the address out, or make the machines one by one", m.Replicas, m.Ref)
					}
				case other.Ref != m.Ref:
					r.machine(m, data.path, "%s has the same networkData with a fixed address; give each machine its own", other.Ref)
				}
			}
		}
		return r.findings
	}),
}

// networkData is what cloud-init is told of the network inline, where it holds a fixed address.
func (m *Machine) networkData() []identity {
	var all []identity
	for _, volume := range plan.Elements(m.Instance.Get("volumes")) {
		for _, source := range plan.CloudInitSources {
			text := volume.Get(source).Get("networkData").Text()
			if plan.FixesAddress(text) {
				path := inInstance("volumes").Elem("name", volume.Get("name").Text()).Key(source, "networkData")
				all = append(all, identity{"networkData", "", text, path})
			}
		}
	}
	return all
}
