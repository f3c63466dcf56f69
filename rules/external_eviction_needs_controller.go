// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
)

// externalEvictionNeedsController: somebody else must move the machine.
var externalEvictionNeedsController = Rule{
	ID:           "external-eviction-needs-controller",
	Topic:        Migration,
	Title:        "somebody else must move the machine",
	Why:          "With evictionStrategy External KubeVirt refuses every eviction and waits for another controller to move the machine: where there is none, drains hang for ever.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{kubevirt + "staging/src/kubevirt.io/api/core/v1/types.go"},
	CatalogueIDs: []string{"vm/EVI-09"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		if m.Eviction() == string(v1alpha1.EvictExternal) {
			r.instance(m, "evictionStrategy", "with evictionStrategy External drains hang unless another controller, such as Cluster API's, moves the machine; use LiveMigrate where there is none").
				values(string(v1alpha1.EvictExternal), string(v1alpha1.LiveMigrate))
		}
	}),
}
