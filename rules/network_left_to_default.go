// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
)

// networkLeftToDefault: how the machine is bound to the pod network is left to the cluster.
var networkLeftToDefault = Rule{
	ID:           "network-left-to-default",
	Topic:        Network,
	Title:        "how the machine is bound to the pod network is left to the cluster",
	Why:          "Without interfaces and networks KubeVirt binds the pod network by bridge, which cannot be migrated, and OpenShift by masquerade: the same manifest behaves differently.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-config/virt-config.go", hyperconverged + "controllers/handlers/kubevirt.go"},
	CatalogueIDs: []string{"vm/NET-03"},
	Restart:      true,
	Check: eachMachine(func(w *World, m *Machine, r *report) {
		networking, _ := m.PodInterface()
		distribution := w.Facts.Distribution
		if networking != plan.ByDefault || distribution == v1alpha1.OpenShift || (distribution == v1alpha1.Kubernetes && m.WantsMigration()) {
			return
		}
		r.instance(m, "domain.devices.interfaces", "no interface is written, so KubeVirt binds the pod network by bridge, which cannot be migrated, and OpenShift by masquerade; write an interface with masquerade and its pod network").
			values(nil, "masquerade: {}").asIf(plan.Exists(m.MachineSpec.Get("preference")) || !m.claimed(), plan.Info)
	}),
	Fix: func(w *World, f plan.Finding) []plan.Edit {
		return defaultNetwork(w.Machine(f.Ref))
	},
}
