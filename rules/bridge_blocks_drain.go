// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// bridgeBlocksDrain: a machine with a bridged pod network must migrate, and cannot.
var bridgeBlocksDrain = Rule{
	ID:           "bridge-blocks-drain",
	Topic:        Migration,
	Title:        "a machine with a bridged pod network must migrate, and cannot",
	Why:          "KubeVirt does not migrate a machine whose pod network is bound by bridge, since its address would change; with evictionStrategy LiveMigrate it is never evicted, so drains hang for ever.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/network/vmispec/interface.go", kubevirtIssue + "8555"},
	CatalogueIDs: []string{"vm/EVI-03", "vm/NET-02", "node/NET-06", "node/PDB-04"},
	Restart:      true,
	Check:        blocks(plan.BridgedNetwork, plan.DefaultNetwork),
	Fix: func(w *World, f plan.Finding) []plan.Edit {
		m := w.Machine(f.Ref)
		networking, attached := m.PodInterface()
		if networking != plan.OnPodNetwork || !plan.Exists(attached) {
			return defaultNetwork(m)
		}
		at := m.Path(inInstance("domain.devices.interfaces").Elem("name", attached.Get("name").Text()))
		return []plan.Edit{
			{Path: at.Key("bridge"), Mode: plan.Remove},
			{Path: at.Key("masquerade"), Value: map[string]any{}, Mode: plan.Set},
		}
	},
}
