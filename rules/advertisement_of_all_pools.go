// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"slices"

	"vmha.dev/vmha/plan"
)

// advertisementOfAllPools: an advertisement is about every pool.
var advertisementOfAllPools = Rule{
	ID:           "advertisement-of-all-pools",
	Topic:        Addresses,
	Title:        "an advertisement is about every pool",
	Why:          "Without a selection of pools an advertisement is about all of them, those of other teams and later ones too: addresses are announced where they should not be.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{metallb + "internal/config/config.go"},
	CatalogueIDs: []string{"node/MLB-04"},
	Check: whole(func(w *World) []plan.Finding {
		var r report
		for _, item := range slices.Concat(w.Objects(metallbGroup, kindL2), w.Objects(metallbGroup, kindBGP)) {
			spec := item.Root.Get("spec")
			if spec.Get("ipAddressPools").Len() == 0 && spec.Get("ipAddressPoolSelectors").Len() == 0 {
				r.on(item, "spec.ipAddressPools", "the advertisement names no pool and is about all of them, later ones too; name the pools that are meant").
					values(nil, poolNames(w)).asIf(len(w.AddressPools()) < 2, plan.Info)
			}
		}
		return r.findings
	}),
}

func poolNames(w *World) any {
	var names []string
	for _, p := range w.AddressPools() {
		names = append(names, p.Ref.Name)
	}
	if len(names) == 0 {
		return nil
	}
	return texts(names)
}
