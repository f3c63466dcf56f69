// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
)

// poolUpdateStopsMachines: an update of the pool stops its machines for good.
var poolUpdateStopsMachines = Rule{
	ID:           "pool-update-stops-machines",
	Topic:        Pools,
	Title:        "an update of the pool stops its machines for good",
	Why:          "A pool updates by deleting instances. RerunOnFailure does not start a machine again whose instance was deleted: it stays off.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-controller/watch/pool/pool.go", kubevirt + "pkg/virt-controller/watch/vm/vm.go"},
	CatalogueIDs: []string{"vm/RUN-08"},
	Check: eachPool(func(_ *World, m *Machine, r *report) {
		if m.staysOff() && m.proactive() {
			r.machine(m, runStrategyPath, "an update of the pool deletes the instances, and RerunOnFailure leaves such machines off; write Always, or updateStrategy opportunistic").values(string(v1alpha1.RerunOnFailure), string(v1alpha1.Always))
		}
	}),
}
