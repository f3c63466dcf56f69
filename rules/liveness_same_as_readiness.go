// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// livenessSameAsReadiness: liveness and readiness ask the same, with the same patience.
var livenessSameAsReadiness = Rule{
	ID:           "liveness-same-as-readiness",
	Topic:        Probes,
	Title:        "liveness and readiness ask the same, with the same patience",
	Why:          "What should take a machine out of the load balancer for a while restarts it: when something that all machines need fails, all of them restart at once.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{kubernetesDoc + "concepts/configuration/liveness-readiness-startup-probes/"},
	CatalogueIDs: []string{"vm/PRB-14"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		live, hasLiveness := m.probe(liveness)
		ready, hasReadiness := m.probe(readiness)
		if hasLiveness && hasReadiness && live.same(ready) && live.tolerance() <= ready.tolerance() {
			r.instance(m, liveness, "livenessProbe and readinessProbe ask the same, and livenessProbe gives up after %d s, not later than the other; give it a greater failureThreshold, or another question", live.tolerance()).
				values(live.threshold(), nil)
		}
	}),
}
