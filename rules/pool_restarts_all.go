// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// poolRestartsAll: an update of the pool restarts all machines at once.
var poolRestartsAll = Rule{
	ID:           "pool-restarts-all",
	Topic:        Pools,
	Title:        "an update of the pool restarts all machines at once",
	Why:          "By default a pool updates on its own, and takes all machines down at once: any change of the template is an outage.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-controller/watch/pool/pool.go"},
	CatalogueIDs: []string{"vm/POL-03"},
	Check: eachPool(func(_ *World, m *Machine, r *report) {
		limit := m.poolAt("maxUnavailable")
		share, isShare := percent(limit)
		limited := plan.Exists(limit) && (!isShare || share < 100)
		if !m.proactive() || m.Replicas < 2 || limited {
			return
		}
		r.add(m.Ref, plan.Fields("spec.maxUnavailable"), "a change of the template restarts all %d machines at once; write maxUnavailable: 1, or updateStrategy opportunistic", m.Replicas).values(valueOf(limit), int64(1))
	}),
	Fix: setProposed,
}
