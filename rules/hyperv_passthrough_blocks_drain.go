// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// hypervPassthroughBlocksDrain: a guest that sees its host's Hyper-V features must migrate, and cannot.
var hypervPassthroughBlocksDrain = Rule{
	ID:           "hyperv-passthrough-blocks-drain",
	Topic:        Migration,
	Title:        "a guest that sees its host's Hyper-V features must migrate, and cannot",
	Why:          "hypervPassthrough ties the guest to its host; with evictionStrategy LiveMigrate it is never evicted, so drains and upgrades of its node hang for ever.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-handler/vm.go"},
	CatalogueIDs: []string{"vm/EVI-03", "vm/EVI-06", "node/PDB-04"},
	Check:        blocks(plan.Passthrough),
}
