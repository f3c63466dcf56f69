// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// persistentStateNeedsStorage: the state of TPM or firmware must move with the machine.
var persistentStateNeedsStorage = Rule{
	ID:           "persistent-state-needs-storage",
	Topic:        Storage,
	Title:        "the state of TPM or firmware must move with the machine",
	Why:          "A persistent TPM or firmware has a volume of its own: where the storage for it offers no ReadWriteMany file systems, it is copied at every migration, which is slower and may fail.",
	Severity:     plan.Info,
	Since:        since,
	Links:        []string{userGuide + "compute/persistent_tpm_and_uefi_state.md"},
	CatalogueIDs: []string{"vm/STO-11"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		if !m.WantsMigration() {
			return
		}
		for _, field := range []string{"domain.devices.tpm.persistent", "domain.firmware.bootloader.efi.persistent"} {
			if isTrue(m.At(field)) {
				r.instance(m, field, "the persistent state has a volume of its own; see that the class for it (vmStateStorageClass) offers ReadWriteMany file systems, or migrations copy it").values(true, nil)
			}
		}
	}),
}
