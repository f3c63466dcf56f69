// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"slices"

	"vmha.dev/vmha/plan"
)

// memoryMissing: the machine has no memory.
var memoryMissing = Rule{
	ID:           "memory-missing",
	Topic:        Hardware,
	Title:        "the machine has no memory",
	Why:          "KubeVirt accepts the machine and then refuses its instance for ever: it never starts.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-api/webhooks/validating-webhook/admitters/vmi-create-admitter.go"},
	CatalogueIDs: []string{"vm/HW-01"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		sized := plan.Exists(m.MachineSpec.Get("instancetype")) || plan.Exists(m.Domain.Get("memory").Get("hugepages"))
		if !sized && m.Memory() == 0 && !stated(m, "domain.memory.guest", "domain.resources.requests.memory", "domain.resources.limits.memory") {
			r.instance(m, "domain.memory.guest", "the machine has no memory, and KubeVirt never starts it; state domain.memory.guest, or an instancetype")
		}
	}),
}

// stated says whether one of the fields of the instance is there.
func stated(m *Machine, fields ...string) bool {
	return slices.ContainsFunc(fields, func(field string) bool { return plan.Exists(m.At(field)) })
}
