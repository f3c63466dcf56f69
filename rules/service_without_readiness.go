// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// serviceWithoutReadiness: a machine behind a Service has no readiness probe.
var serviceWithoutReadiness = Rule{
	ID:           "service-without-readiness",
	Topic:        Probes,
	Title:        "a machine behind a Service has no readiness probe",
	Why:          "Without a readiness probe a machine counts as ready as soon as its pod runs: it gets traffic before the guest has booted, while it hangs, and in both pods of a live migration. A watchdog does not help, it sees the kernel only.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{userGuide + "user_workloads/liveness_and_readiness_probes.md", kubevirtIssue + "11350"},
	CatalogueIDs: []string{"vm/PRB-07", "vm/WDG-09", "node/NET-07"},
	Restart:      true,
	Check: eachBackend(func(_ *World, s *Service, m *Machine, r *report) {
		if plan.Exists(m.Instance.Get(readiness)) || m.Services[0] != s || m.offPodNetwork() || m.misplaced(readiness) {
			return
		}
		proposed, found := readinessFor(m)
		what := "the machine stands behind Service " + s.Ref.Name + " and has no readinessProbe, so it gets traffic before it has booted and while it hangs"
		n := r.instance(m, "readinessProbe", "%s; probe the port of the application", what).asIf(s.Count() < 2, plan.Warning)
		if found {
			n.values(nil, proposed)
		}
	}),
	Fix: setProposed,
}

// readinessFor is a readiness probe for the first TCP port that a Service sends to the machine.
func readinessFor(m *Machine) (map[string]any, bool) {
	for _, s := range m.Services {
		for _, port := range s.Ports {
			if port.Protocol != "TCP" {
				continue
			}
			var target any = port.Target
			if port.TargetName != "" {
				target = port.TargetName
			}
			return map[string]any{
				"tcpSocket": map[string]any{"port": target}, "periodSeconds": int64(plan.ReadinessPeriod),
				"timeoutSeconds": int64(plan.ReadinessTimeout), "failureThreshold": int64(plan.ReadinessThreshold),
			}, true
		}
	}
	return nil, false
}
