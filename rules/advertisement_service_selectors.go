// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"slices"

	"vmha.dev/vmha/plan"
)

// advertisementServiceSelectors: an advertisement selects Services where it cannot.
var advertisementServiceSelectors = Rule{
	ID:           "advertisement-service-selectors",
	Topic:        Addresses,
	Title:        "an advertisement selects Services where it cannot",
	Why:          "serviceSelectors exist from MetalLB 0.16 on; with BGP they go with addresses that are not aggregated only, and an address that Services share is then never announced by L2.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{metallb + "api/v1beta1/l2advertisement_types.go", metallb + "speaker/layer2_controller.go"},
	CatalogueIDs: []string{"node/MLB-12"},
	Check: whole(func(w *World) []plan.Finding {
		var r report
		for _, item := range slices.Concat(w.Objects(metallbGroup, kindL2), w.Objects(metallbGroup, kindBGP)) {
			spec := item.Root.Get("spec")
			if spec.Get("serviceSelectors").Len() == 0 {
				continue
			}
			v4, v6 := number(spec.Get("aggregationLength"), 32), number(spec.Get("aggregationLengthV6"), 128)
			switch {
			case before(w.Facts.MetalLB, "0.16"):
				r.on(item, "spec.serviceSelectors", "MetalLB knows serviceSelectors from 0.16 on, and the platform has an older one: the field is refused or dropped; take it out")
			case item.Ref.Kind == kindBGP && (v4 != 32 || v6 != 128):
				r.on(item, "spec.serviceSelectors", "serviceSelectors go with aggregationLength 32 and aggregationLengthV6 128 only; take one of them out")
			case item.Ref.Kind == kindL2 && sharesAddress(w, item):
				r.on(item, "spec.serviceSelectors", "a Service here shares its address (metallb.io/allow-shared-ip), and MetalLB never announces that by an L2Advertisement with serviceSelectors; take one of them out")
			}
		}
		return r.findings
	}),
}

// sharesAddress says whether a Service that an advertisement selects may share its address.
func sharesAddress(w *World, advertisement plan.Item) bool {
	for _, s := range w.Services {
		if s.annotation("allow-shared-ip") == "" {
			continue
		}
		own := plan.TextMap(s.Root.Get("metadata").Get("labels"))
		for _, selector := range plan.Elements(advertisement.Root.Get("spec").Get("serviceSelectors")) {
			if readSelector(selector).Labels(own) {
				return true
			}
		}
	}
	return false
}
