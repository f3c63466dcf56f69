// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// fieldsOfOtherVersion: a field belongs to another version or kind of health check.
var fieldsOfOtherVersion = Rule{
	ID:           "fields-of-other-version",
	Topic:        NodeFailure,
	Title:        "a field belongs to another version or kind of health check",
	Why:          "timeout, timeoutSeconds and duration, or the nesting of Cluster API's v1beta2, are not interchangeable: the API server refuses the unknown field or drops it, and the check never fires.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{clusterAPI + "api/core/v1beta2/machinehealthcheck_types.go", metal3 + "api/v1beta1/metal3remediation_types.go"},
	CatalogueIDs: []string{"node/NODE-07", "node/NODE-15"},
	Check: all(eachCheck(func(_ *World, c *healthCheck, r *report) {
		for _, x := range c.conditions() {
			for _, key := range []string{"timeout", "timeoutSeconds", "duration"} {
				if value := x.node.Get(key); key != c.fields.timeout && plan.Exists(value) {
					r.add(c.Ref, x.path.Key(key), "%s of %s has no %s; write %s", c.Ref.Kind, c.Ref.APIVersion, key, c.fields.timeout).values(key, c.fields.timeout)
				}
			}
		}
		foreign := []string{"checks", "remediation"}
		if c.fields == modernCheckFields {
			foreign = []string{"unhealthyConditions", "maxUnhealthy", "nodeStartupTimeout", "remediationTemplate", "unhealthyRange"}
		}
		for _, key := range foreign {
			if plan.Exists(c.spec.Get(key)) {
				r.on(c.Item, "spec."+key, "%s of %s has no %s; it belongs to another version", c.Ref.Kind, c.Ref.APIVersion, key).values(key, nil)
			}
		}
	}), each("infrastructure.cluster.x-k8s.io", "Metal3RemediationTemplate", func(_ *World, o plan.Item, r *report) {
		strategy := plan.Dig(o.Root, "spec.template.spec.strategy")
		right, wrong := "timeout", "timeoutSeconds"
		if versionOf(o.Ref) == "v1beta2" {
			right, wrong = wrong, right
		}
		if plan.Exists(strategy.Get(wrong)) {
			r.on(o, "spec.template.spec.strategy."+wrong, "Metal3RemediationTemplate of %s has no %s; write %s", versionOf(o.Ref), wrong, right).values(wrong, right)
		}
	})),
}
