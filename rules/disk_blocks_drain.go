// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// diskBlocksDrain: a machine must migrate, and one of its disks stays behind.
var diskBlocksDrain = Rule{
	ID:           "disk-blocks-drain",
	Topic:        Migration,
	Title:        "a machine must migrate, and one of its disks stays behind",
	Why:          "A disk that only one node can use at a time keeps its machine from migrating; with evictionStrategy LiveMigrate it is never evicted either, so drains and upgrades of its node hang for ever. Secondary disks count too.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-handler/vm.go", kubevirtIssue + "8555"},
	CatalogueIDs: []string{"vm/EVI-03", "vm/STO-01", "node/PDB-04"},
	Check:        blocks(plan.ClaimNotShared),
}
