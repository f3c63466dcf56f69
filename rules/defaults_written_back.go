// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// defaultsWrittenBack: KubeVirt writes fields back that Git does not have.
var defaultsWrittenBack = Rule{
	ID:           "defaults-written-back",
	Topic:        Hardware,
	Title:        "KubeVirt writes fields back that Git does not have",
	Why:          "KubeVirt fills architecture and machine type into the machine: GitOps sees a difference for ever, unless both are written, or told to be ignored.",
	Severity:     plan.Info,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-api/webhooks/mutating-webhook/mutators/vm-mutator.go", "https://github.com/projectbluefin/lab/issues/97"},
	CatalogueIDs: []string{"vm/HW-04"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		if m.Ref.Kind != kindMachine {
			return
		}
		var missing []string
		for _, field := range []string{"architecture", "domain.machine.type"} {
			if !plan.Exists(m.At(field)) {
				missing = append(missing, field)
			}
		}
		if len(missing) > 0 {
			r.machine(m, plan.TemplateSpec, "KubeVirt writes %s into the machine, so GitOps sees a difference for ever; write what is meant, or let it be ignored", plan.Enumerate(missing))
		}
	}),
}
