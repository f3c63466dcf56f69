// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// migratabilityUnknown: whether the machine can migrate is not in the manifests.
var migratabilityUnknown = Rule{
	ID:           "migratability-unknown",
	Topic:        Migration,
	Title:        "whether the machine can migrate is not in the manifests",
	Why:          "With evictionStrategy LiveMigrate a machine that cannot be migrated is never evicted, so drains of its node hang. What stands outside of the manifests decides here.",
	Severity:     plan.Info,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-handler/vm.go"},
	CatalogueIDs: []string{"vm/EVI-03", "vm/STO-01"},
	Check: all(unknown(plan.BindingPlugin, plan.GPU), eachMachine(func(_ *World, m *Machine, r *report) {
		if !m.WantsMigration() {
			return
		}
		for _, obstacle := range m.Obstacles() {
			_, named := obstacle.Current.(string)
			if obstacle.Cause == plan.ClaimUnknown && named && !m.leftToProfile(obstacle.Current) {
				r.machine(m, obstacle.Path, "%s; else a drain of its node would hang", obstacle.Reason).values(obstacle.Current, nil)
			}
		}
	})),
}
