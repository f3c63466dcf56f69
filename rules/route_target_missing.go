// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"strings"

	"vmha.dev/vmha/plan"
)

// routeTargetMissing: a Route leads to a Service that is not among the manifests.
var routeTargetMissing = Rule{
	ID:           "route-target-missing",
	Topic:        StickySessions,
	Title:        "a Route leads to a Service that is not among the manifests",
	Why:          "kustomize renames Services and not the target of a Route: after a prefix the Route leads nowhere, and the router answers 503.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{"https://docs.redhat.com/en/documentation/openshift_container_platform/latest/html/networking/", kustomize + "api/internal/konfig/builtinpluginconsts/namereference.go"},
	CatalogueIDs: []string{"node/GIT-03"},
	Check: each("route.openshift.io", "Route", func(w *World, o plan.Item, r *report) {
		name := o.Root.Get("spec").Get("to").Get("name").Text()
		for _, s := range w.Services {
			if s.Ref.Namespace == o.Ref.Namespace && s.Ref.Name == name {
				return
			}
		}
		for _, s := range w.Services {
			if s.Ref.Namespace == o.Ref.Namespace && name != "" && strings.Contains(s.Ref.Name, name) && len(s.Machines) > 0 {
				r.on(o, "spec.to.name", "there is no Service %s here, but a Service %s: kustomize does not rename the target of a Route; add a nameReference for it, or write the new name", name, s.Ref.Name).values(name, s.Ref.Name)
				return
			}
		}
	}),
}
