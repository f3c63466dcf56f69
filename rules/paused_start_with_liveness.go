// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// pausedStartWithLiveness: a machine that starts paused has a liveness probe.
var pausedStartWithLiveness = Rule{
	ID:           "paused-start-with-liveness",
	Topic:        RunStrategy,
	Title:        "a machine that starts paused has a liveness probe",
	Why:          "The probe would kill the paused guest: the webhook of KubeVirt refuses the machine.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-api/webhooks/validating-webhook/admitters/vmi-create-admitter.go"},
	CatalogueIDs: []string{"vm/RUN-10"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		if m.Instance.Get("startStrategy").Text() == "Paused" && plan.Exists(m.Instance.Get("livenessProbe")) {
			r.instance(m, "startStrategy", "startStrategy Paused and livenessProbe exclude each other, and KubeVirt refuses the machine; take one of them out").values("Paused", nil)
		}
	}),
}
