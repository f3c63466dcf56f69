// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
)

// hostPassthroughCPU: the guest sees the very CPU of its host.
var hostPassthroughCPU = Rule{
	ID:           "host-passthrough-cpu",
	Topic:        Migration,
	Title:        "the guest sees the very CPU of its host",
	Why:          "With cpu.model host-passthrough a machine migrates safely between identical nodes only: elsewhere the migration fails, or the guest does.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-controller/services/nodeselectorrenderer.go"},
	CatalogueIDs: []string{"vm/EVI-07"},
	Restart:      true,
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		if m.Domain.Get("cpu").Get("model").Text() == "host-passthrough" && m.Eviction() != string(v1alpha1.EvictNone) {
			r.instance(m, "domain.cpu.model", "cpu.model host-passthrough migrates between identical nodes only; use host-model, or a named model").values("host-passthrough", "host-model")
		}
	}),
	Fix: setProposed,
}
