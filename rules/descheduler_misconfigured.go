// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"slices"

	"vmha.dev/vmha/plan"
)

// deschedulerMisconfigured: the descheduler has no effect, or works against itself.
var deschedulerMisconfigured = Rule{
	ID:           "descheduler-misconfigured",
	Topic:        NodeFailure,
	Title:        "the descheduler has no effect, or works against itself",
	Why:          "A KubeDescheduler is named cluster and nothing else, evicts only in mode Automatic, and its profile for virtual machines does not go with others.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{descheduler + "pkg/apis/descheduler/v1/types_descheduler.go"},
	CatalogueIDs: []string{"node/DSC-01", "node/GIT-03"},
	Check: each("operator.openshift.io", "KubeDescheduler", func(_ *World, o plan.Item, r *report) {
		spec := o.Root.Get("spec")
		if o.Ref.Name != "cluster" {
			r.on(o, "metadata.name", "the API server takes a KubeDescheduler only under the name cluster, and this is %s; keep it out of kustomizations with a prefix", o.Ref.Name).values(o.Ref.Name, "cluster")
		}
		profiles := plan.Texts(spec.Get("profiles"))
		if !slices.Contains(profiles, virtProfile) {
			return
		}
		for _, other := range []string{"LongLifecycle", "LifecycleAndUtilization", "CompactAndScale", "DevKubeVirtRelieveAndMigrate"} {
			if slices.Contains(profiles, other) {
				r.on(o, "spec.profiles", "the profile %s does not go with %s; keep one of them", other, virtProfile).values(texts(profiles), []any{virtProfile})
			}
		}
		if mode := spec.Get("mode").Text(); mode != "Automatic" {
			r.on(o, "spec.mode", "in mode Predictive, the default, nothing is moved; write mode: Automatic where the machines shall be").values(mode, "Automatic").as(plan.Warning)
		}
	}),
	Fix: func(w *World, f plan.Finding) []plan.Edit {
		if f.Severity == plan.Warning || f.Path.String() == "spec.profiles" {
			return nil
		}
		return setProposed(w, f)
	},
}

const virtProfile = "KubeVirtRelieveAndMigrate"
