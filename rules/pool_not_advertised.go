// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"slices"

	"vmha.dev/vmha/plan"
)

// poolNotAdvertised: nobody answers for the addresses of a pool.
var poolNotAdvertised = Rule{
	ID:           "pool-not-advertised",
	Topic:        Addresses,
	Title:        "nobody answers for the addresses of a pool",
	Why:          "MetalLB gives out addresses of a pool without an advertisement, and announces none of them: clients get no answer, and the Service looks well.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{"https://github.com/metallb/metallb/issues/1154", "https://github.com/metallb/metallb/issues/1561"},
	CatalogueIDs: []string{"node/MLB-02"},
	Check: whole(func(w *World) []plan.Finding {
		var r report
		all := slices.Concat(w.Objects(metallbGroup, kindL2), w.Objects(metallbGroup, kindBGP))
		meant := map[string]bool{}
		for _, item := range all {
			for _, name := range plan.Texts(item.Root.Get("spec").Get("ipAddressPools")) {
				if _, found := w.AddressPool(name); !found {
					renamed, _ := w.renamedPool(name)
					meant[renamed] = true // advertised-pool-missing tells of it.
				}
			}
		}
		for _, p := range w.AddressPools() {
			if meant[p.Ref.Name] || w.advertised(kindL2, p) || w.advertised(kindBGP, p) {
				continue
			}
			r.on(p.Item, "metadata.name", "no L2Advertisement and no BGPAdvertisement here names the pool %s, so nobody answers for its addresses; add one in namespace %s", p.Ref.Name, orNone(p.Ref.Namespace)).
				values(p.Ref.Name, nil).asIf(len(all) == 0, plan.Warning)
		}
		return r.findings
	}),
}
