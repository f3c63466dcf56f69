// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"slices"

	"vmha.dev/vmha/plan"
)

// tolerationEffectUnknown: a toleration is of an effect that does not exist.
var tolerationEffectUnknown = Rule{
	ID:       "toleration-effect-unknown",
	Topic:    Placement,
	Title:    "a toleration is of an effect that does not exist",
	Why:      "The webhook of KubeVirt refuses the machine.",
	Severity: plan.Error,
	Since:    since,
	Links:    []string{kubevirt + "pkg/virt-api/webhooks/validating-webhook/admitters/validate-k8s-utils.go"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		for _, toleration := range plan.Elements(m.Instance.Get("tolerations")) {
			key, effect := toleration.Get("key").Text(), toleration.Get("effect").Text()
			if effect != "" && !slices.Contains(taintEffects, effect) {
				path := inInstance("tolerations").Elem("key", key, "effect", effect)
				r.machine(m, path.Key("effect"), "there is no effect %q of a taint; allowed are %s", effect, plan.Enumerate(taintEffects)).values(effect, meant(effect, taintEffects))
			}
		}
	}),
	Fix: setProposed,
}

var taintEffects = []string{"NoSchedule", "PreferNoSchedule", "NoExecute"}
