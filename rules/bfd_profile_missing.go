// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"slices"

	"vmha.dev/vmha/plan"
)

// bfdProfileMissing: a BGP peer names a BFD profile that is not among the manifests.
var bfdProfileMissing = Rule{
	ID:           "bfd-profile-missing",
	Topic:        Addresses,
	Title:        "a BGP peer names a BFD profile that is not among the manifests",
	Why:          "MetalLB keeps its last good configuration until the profile is there: changes have no effect meanwhile.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{metallb + "internal/config/validation.go"},
	CatalogueIDs: []string{"node/MLB-16"},
	Check: each("metallb.io", "BGPPeer", func(w *World, o plan.Item, r *report) {
		name := o.Root.Get("spec").Get("bfdProfile").Text()
		profiles := w.Objects(metallbGroup, "BFDProfile")
		if name != "" && !slices.ContainsFunc(profiles, func(item plan.Item) bool { return item.Ref.Name == name }) {
			r.on(o, "spec.bfdProfile", "BFDProfile %s is not among the manifests; see that the cluster has it", name).values(name, nil).asIf(len(profiles) == 0, plan.Info)
		}
	}),
}
