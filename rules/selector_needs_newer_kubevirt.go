// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// selectorNeedsNewerKubevirt: a Service selects a label that this KubeVirt does not set.
var selectorNeedsNewerKubevirt = Rule{
	ID:           "selector-needs-newer-kubevirt",
	Topic:        LoadBalancing,
	Title:        "a Service selects a label that this KubeVirt does not set",
	Why:          "KubeVirt puts vmi.kubevirt.io/id on pods from version 1.7 on; an older one leaves the Service without endpoints.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-controller/services/template.go"},
	CatalogueIDs: []string{"vm/LBL-06", "node/NET-03"},
	Check: eachService(func(w *World, s *Service, r *report) {
		if _, asks := s.Selector.Pairs[idLabel]; asks && len(s.Machines) > 0 && before(w.Facts.KubeVirt, "1.7") {
			r.add(s.Ref, plan.Fields("spec.selector").Key(idLabel), "KubeVirt sets %s from 1.7 on, and the platform has an older one; give the machine's template a label of your own and select that", idLabel)
		}
	}),
}
