// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
)

// secureBootWithoutSmm: Secure Boot lacks what protects it.
var secureBootWithoutSmm = Rule{
	ID:           "secure-boot-without-smm",
	Topic:        Hardware,
	Title:        "Secure Boot lacks what protects it",
	Why:          "EFI boots securely unless told otherwise, and that needs features.smm: the webhook of KubeVirt refuses the machine.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-api/webhooks/validating-webhook/admitters/vmi-create-admitter.go"},
	CatalogueIDs: []string{"vm/HW-03"},
	Restart:      true,
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		efi := m.Domain.Get("firmware").Get("bootloader").Get("efi")
		if efi.Kind() <= plan.Null || m.Architecture() == v1alpha1.ARM64 || m.Architecture() == v1alpha1.S390X || plan.Exists(m.MachineSpec.Get("preference")) {
			return
		}
		smm := m.Domain.Get("features").Get("smm")
		enabled, stated := smm.Get("enabled").Bool()
		secure, written := efi.Get("secureBoot").Bool()
		protected := plan.Exists(smm) && (enabled || !stated)
		if (secure || !written) && !protected {
			r.instance(m, "domain.features.smm.enabled", "EFI boots securely here, which needs features.smm, and KubeVirt refuses the machine; enable it, or write secureBoot: false").values(nil, true)
		}
	}),
	Fix: setProposed,
}
