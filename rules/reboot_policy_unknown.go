// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"slices"

	"vmha.dev/vmha/plan"
)

// rebootPolicyUnknown: a reboot policy does not exist.
var rebootPolicyUnknown = Rule{
	ID:       "reboot-policy-unknown",
	Topic:    RunStrategy,
	Title:    "a reboot policy does not exist",
	Why:      "The schema of KubeVirt refuses the machine.",
	Severity: plan.Error,
	Since:    since,
	Links:    []string{kubevirt + "staging/src/kubevirt.io/api/core/v1/schema.go"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		policy := m.Domain.Get("rebootPolicy")
		if text := policy.Text(); plan.Exists(policy) && !slices.Contains(rebootPolicies, text) {
			r.instance(m, "domain.rebootPolicy", "there is no rebootPolicy %q; allowed are %s", text, plan.Enumerate(rebootPolicies)).values(text, meant(text, rebootPolicies))
		}
	}),
	Fix: setProposed,
}

var rebootPolicies = []string{"Reboot", "Terminate"}
