// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"maps"
	"slices"
	"strings"

	"vmha.dev/vmha/plan"
)

// healthCheckTakesControlPlane: a health check watches the control plane too.
var healthCheckTakesControlPlane = Rule{
	ID:           "health-check-takes-control-plane",
	Topic:        NodeFailure,
	Title:        "a health check watches the control plane too",
	Why:          "A selector that is missing or empty matches every Machine or Node: the control plane is deleted or fenced like a worker, and a moment without it takes the whole cluster. Cluster API and medik8s refuse an empty one.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{machineAPI + "pkg/controller/machinehealthcheck/machinehealthcheck_controller.go", clusterAPI + "core/webhooks/admission/machinehealthcheck.go", nodeHealthDoc + "api/v1alpha1/validation.go"},
	CatalogueIDs: []string{"node/NODE-04", "node/NODE-14", "node/NODE-16"},
	Check: eachCheck(func(_ *World, c *healthCheck, r *report) {
		if c.terminating() {
			return
		}
		s := c.selector()
		if s.Empty() {
			if !c.whole() {
				return
			}
			r.on(c.Item, "spec.selector", "the selector is empty and matches the control plane too; select the workers")
			return
		}
		for _, key := range slices.Sorted(maps.Keys(s.Pairs)) {
			role := s.Pairs[key]
			isRole := strings.HasPrefix(key, "machine.openshift.io/cluster-api-machine-") && (role == "master" || role == "control-plane")
			if isRole || key == controlPlaneLabel || key == masterLabel {
				r.add(c.Ref, plan.Fields("spec.selector.matchLabels").Key(key), "the selector matches the control plane, which would be deleted or fenced; select the workers").values(role, nil)
			}
		}
	}),
}

const (
	controlPlaneLabel = "node-role.kubernetes.io/control-plane"
	masterLabel       = "node-role.kubernetes.io/master"
)
