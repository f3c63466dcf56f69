// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// instancetypeConflict: a machine states what its instancetype states too.
var instancetypeConflict = Rule{
	ID:           "instancetype-conflict",
	Topic:        Hardware,
	Title:        "a machine states what its instancetype states too",
	Why:          "An instancetype sets CPU and memory: KubeVirt refuses a machine that does so itself.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/instancetype/apply/apply.go", userGuide + "user_workloads/instancetypes.md"},
	CatalogueIDs: []string{"vm/HW-02"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		if !plan.Exists(m.MachineSpec.Get("instancetype")) {
			return
		}
		for _, field := range []string{
			"domain.cpu.cores", "domain.cpu.sockets", "domain.cpu.threads", "domain.memory.guest",
			"domain.resources.requests.cpu", "domain.resources.requests.memory", "domain.resources.limits.cpu", "domain.resources.limits.memory",
		} {
			if value := m.At(field); plan.Exists(value) {
				r.instance(m, field, "the instancetype sets CPU and memory, and KubeVirt refuses the machine; take %s out, or the instancetype", field).values(valueOf(value), nil)
			}
		}
	}),
	Fix: remove,
}
