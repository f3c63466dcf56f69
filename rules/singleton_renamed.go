// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// singletonRenamed: an object that is known by its name has another.
var singletonRenamed = Rule{
	ID:           "singleton-renamed",
	Topic:        NodeFailure,
	Title:        "an object that is known by its name has another",
	Why:          "The configuration of self-node-remediation is looked up by its name: one with another name has no effect. A prefix in a kustomization renames it without a word.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{selfNode + "api/v1alpha1/selfnoderemediationconfig_types.go", kustomize + "api/internal/konfig/builtinpluginconsts/namereference.go"},
	CatalogueIDs: []string{"node/GIT-03"},
	Check: each("self-node-remediation.medik8s.io", "SelfNodeRemediationConfig", func(_ *World, o plan.Item, r *report) {
		if o.Ref.Name != "self-node-remediation-config" {
			r.on(o, "metadata.name", "the operator looks for the name self-node-remediation-config, and this is %s, which has no effect; keep it out of kustomizations with a prefix", o.Ref.Name).values(o.Ref.Name, "self-node-remediation-config")
		}
	}),
	Fix: setProposed,
}
