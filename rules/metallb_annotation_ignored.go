// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// metallbAnnotationIgnored: this MetalLB does not read the annotation.
var metallbAnnotationIgnored = Rule{
	ID:           "metallb-annotation-ignored",
	Topic:        Addresses,
	Title:        "this MetalLB does not read the annotation",
	Why:          "MetalLB reads annotations with metallb.io/ from 0.14.9 on; an older one reads those with metallb.universe.tf/ only and gives the Service some address of some pool. Of two that differ the new one wins.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{metallb + "controller/service.go"},
	CatalogueIDs: []string{"node/NET-23"},
	Check: eachService(func(w *World, s *Service, r *report) {
		annotations := s.Root.Get("metadata").Get("annotations")
		at := plan.Fields("metadata.annotations")
		for _, key := range []string{"address-pool", "allow-shared-ip", "loadBalancerIPs"} {
			now, old := annotations.Get("metallb.io/"+key), annotations.Get("metallb.universe.tf/"+key)
			switch {
			case plan.Exists(now) && plan.Exists(old) && now.Text() != old.Text():
				r.add(s.Ref, at.Key("metallb.universe.tf/"+key), "metallb.io/%s says %s, and the older annotation %s; MetalLB takes the first from 0.14.9 on and the second before; make them agree", key, now.Text(), old.Text()).
					values(old.Text(), now.Text()).as(plan.Warning)
			case plan.Exists(now) && !plan.Exists(old) && before(w.Facts.MetalLB, "0.14.9"):
				r.add(s.Ref, at.Key("metallb.universe.tf/"+key), "MetalLB reads metallb.io/%s from 0.14.9 on, and the platform has an older one; write metallb.universe.tf/%s", key, key).values(nil, now.Text())
			}
		}
	}),
	Fix: func(w *World, f plan.Finding) []plan.Edit {
		if f.Severity == plan.Warning {
			return nil
		}
		return setProposed(w, f)
	},
}
