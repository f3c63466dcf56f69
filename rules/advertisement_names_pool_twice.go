// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"slices"

	"vmha.dev/vmha/plan"
)

// advertisementNamesPoolTwice: an advertisement names a pool twice.
var advertisementNamesPoolTwice = Rule{
	ID:           "advertisement-names-pool-twice",
	Topic:        Addresses,
	Title:        "an advertisement names a pool twice",
	Why:          "MetalLB refuses the advertisement.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{metallb + "internal/config/config.go"},
	CatalogueIDs: []string{"node/MLB-11"},
	Check: whole(func(w *World) []plan.Finding {
		var r report
		for _, item := range slices.Concat(w.Objects(metallbGroup, kindL2), w.Objects(metallbGroup, kindBGP)) {
			names := plan.Texts(item.Root.Get("spec").Get("ipAddressPools"))
			unique := slices.Compact(slices.Sorted(slices.Values(names)))
			if len(unique) < len(names) {
				r.on(item, "spec.ipAddressPools", "a pool is named twice, and MetalLB refuses the advertisement; name each once").values(texts(names), texts(unique))
			}
		}
		return r.findings
	}),
	Fix: setProposed,
}
