// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// poolSeveralStrategies: a pool has two strategies for one thing.
var poolSeveralStrategies = Rule{
	ID:           "pool-several-strategies",
	Topic:        Pools,
	Title:        "a pool has two strategies for one thing",
	Why:          "Updating and scaling in go by one strategy each: the webhook refuses the pool.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-api/webhooks/validating-webhook/admitters/pool-admitter.go"},
	CatalogueIDs: []string{"vm/POL-05"},
	Check: eachPool(func(_ *World, m *Machine, r *report) {
		for _, field := range []string{"updateStrategy", "scaleInStrategy"} {
			if set := sourcesOf(m.poolAt(field), "unmanaged", "opportunistic", "proactive"); len(set) > 1 {
				r.add(m.Ref, plan.Fields("spec."+field), "%s exclude each other, and KubeVirt refuses the pool; keep one of them", plan.Enumerate(set)).values(texts(set), nil)
			}
		}
	}),
}
