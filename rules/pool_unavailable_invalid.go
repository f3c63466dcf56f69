// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// poolUnavailableInvalid: a pool may never take a machine down.
var poolUnavailableInvalid = Rule{
	ID:           "pool-unavailable-invalid",
	Topic:        Pools,
	Title:        "a pool may never take a machine down",
	Why:          "A maxUnavailable of zero or less is refused by the webhook.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-api/webhooks/validating-webhook/admitters/pool-admitter.go"},
	CatalogueIDs: []string{"vm/POL-03"},
	Check: eachPool(func(_ *World, m *Machine, r *report) {
		limit := m.poolAt("maxUnavailable")
		whole, isWhole := limit.Int()
		share, isShare := percent(limit)
		if (isWhole && whole <= 0) || (isShare && share <= 0) {
			r.add(m.Ref, plan.Fields("spec.maxUnavailable"), "maxUnavailable is %s, and KubeVirt refuses the pool; write 1 or more", limit.Text()).values(valueOf(limit), int64(1))
		}
	}),
	Fix: setProposed,
}
