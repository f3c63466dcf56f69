// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// hostDeviceBlocksDrain: a machine with a device of its host must migrate, and cannot.
var hostDeviceBlocksDrain = Rule{
	ID:           "host-device-blocks-drain",
	Topic:        Migration,
	Title:        "a machine with a device of its host must migrate, and cannot",
	Why:          "KubeVirt answers the eviction of a machine with evictionStrategy LiveMigrate with a migration; one that cannot migrate is never evicted, so drains and upgrades of its node hang for ever.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-api/webhooks/validating-webhook/admitters/pod-eviction-admitter.go", kubevirtIssue + "8555"},
	CatalogueIDs: []string{"vm/EVI-03", "vm/EVI-04", "node/PDB-04"},
	Check:        blocks(plan.HostDevice, plan.GPU),
}
