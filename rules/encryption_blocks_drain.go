// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// encryptionBlocksDrain: an encrypted guest must migrate, and cannot.
var encryptionBlocksDrain = Rule{
	ID:           "encryption-blocks-drain",
	Topic:        Migration,
	Title:        "an encrypted guest must migrate, and cannot",
	Why:          "A guest with SEV, SNP, TDX or Secure Execution cannot be migrated; with evictionStrategy LiveMigrate it is never evicted either, so drains and upgrades of its node hang for ever.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-handler/vm.go", kubevirt + "pkg/virt-api/webhooks/validating-webhook/admitters/pod-eviction-admitter.go"},
	CatalogueIDs: []string{"vm/EVI-03", "vm/EVI-05", "node/PDB-04"},
	Check:        blocks(plan.EncryptedGuest),
}
