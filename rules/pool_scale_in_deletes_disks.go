// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// poolScaleInDeletesDisks: scaling in deletes the disks of a pool.
var poolScaleInDeletesDisks = Rule{
	ID:           "pool-scale-in-deletes-disks",
	Topic:        Pools,
	Title:        "scaling in deletes the disks of a pool",
	Why:          "A machine that the pool no longer needs is deleted with its disks, unless the strategy preserves its state.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-controller/watch/pool/pool.go"},
	CatalogueIDs: []string{"vm/POL-05"},
	Check: eachPool(func(_ *World, m *Machine, r *report) {
		if m.dataVolumeTemplates().Len() == 0 {
			return
		}
		strategy := m.poolAt("scaleInStrategy")
		for _, kind := range []string{"opportunistic", "proactive"} {
			if state := strategy.Get(kind).Get("statePreservation").Text(); state == "Offline" || state == "Online" {
				return
			}
		}
		if !plan.Exists(strategy.Get("unmanaged")) {
			r.add(m.Ref, plan.Fields("spec.scaleInStrategy"), "scaling in deletes the disks of the machines that go; write statePreservation: Offline where they hold something")
		}
	}),
}
