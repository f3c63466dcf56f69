// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"slices"

	"vmha.dev/vmha/plan"
)

// advertisedPoolMissing: an advertisement names a pool that does not exist.
var advertisedPoolMissing = Rule{
	ID:           "advertised-pool-missing",
	Topic:        Addresses,
	Title:        "an advertisement names a pool that does not exist",
	Why:          "MetalLB accepts the advertisement, which then has no effect. kustomize renames a pool and not the advertisement's reference to it.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{metallb + "internal/config/config.go", kustomize + "api/internal/konfig/builtinpluginconsts/namereference.go"},
	CatalogueIDs: []string{"node/MLB-03", "node/GIT-03"},
	Check: whole(func(w *World) []plan.Finding {
		var r report
		for _, item := range slices.Concat(w.Objects(metallbGroup, kindL2), w.Objects(metallbGroup, kindBGP)) {
			for i, name := range plan.Texts(item.Root.Get("spec").Get("ipAddressPools")) {
				if _, found := w.AddressPool(name); found {
					continue
				}
				path := plan.Fields("spec.ipAddressPools").Index(i)
				if renamed, sure := w.renamedPool(name); sure {
					r.add(item.Ref, path, "there is no IPAddressPool %s here, but %s: the advertisement has no effect; kustomize renames a pool and not what names it", name, renamed).values(name, renamed)
				} else {
					r.add(item.Ref, path, "IPAddressPool %s is not among the manifests; see that the cluster has it, or the advertisement has no effect", name).values(name, nil).
						as(plan.Info).asIf(len(w.AddressPools()) > 0, plan.Warning)
				}
			}
		}
		return r.findings
	}),
}
