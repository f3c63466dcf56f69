// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// poolVersionUnknown: this KubeVirt does not have the version of the pool.
var poolVersionUnknown = Rule{
	ID:           "pool-version-unknown",
	Topic:        Pools,
	Title:        "this KubeVirt does not have the version of the pool",
	Why:          "pool.kubevirt.io/v1beta1 exists from KubeVirt 1.7 on; an older one knows v1alpha1 alone and refuses the pool.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "staging/src/kubevirt.io/api/pool/v1beta1/types.go"},
	CatalogueIDs: []string{"vm/POL-06"},
	Check: eachPool(func(w *World, m *Machine, r *report) {
		if versionOf(m.Ref) == "v1beta1" && before(w.Facts.KubeVirt, "1.7") {
			r.add(m.Ref, plan.Fields("apiVersion"), "v1beta1 of the pool exists from KubeVirt 1.7 on, and the platform has an older one; write pool.kubevirt.io/v1alpha1").values(m.Ref.APIVersion, "pool.kubevirt.io/v1alpha1")
		}
	}),
	Fix: setProposed,
}
