// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"

	"vmha.dev/vmha/plan"
)

// livenessShorterThanBoot: a liveness probe restarts the machine while it boots.
var livenessShorterThanBoot = Rule{
	ID:           "liveness-shorter-than-boot",
	Topic:        Probes,
	Title:        "a liveness probe restarts the machine while it boots",
	Why:          "KubeVirt has no startup probe: a guest that needs longer to boot than initialDelaySeconds + 10 + periodSeconds × failureThreshold is restarted, again and again, without any back-off.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-controller/services/template.go", kubevirtIssue + "14177"},
	CatalogueIDs: []string{"vm/PRB-09"},
	Restart:      true,
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		if p, found := m.probe(liveness); found {
			boot, stated := m.bootSeconds()
			if !p.tooShort(boot) {
				return
			}
			what := fmt.Sprintf("a guest takes %d s to boot", boot)
			if !stated {
				what = fmt.Sprintf("a guest seldom boots in less than %d s", boot)
			}
			r.instance(m, liveness+".initialDelaySeconds", "livenessProbe restarts the machine after %d s (initialDelaySeconds + 10 + periodSeconds × failureThreshold), and %s; use an initialDelaySeconds that is longer than the slowest boot", p.patience(), what).
				values(p.initialDelay(), max(boot, p.initialDelay())).asIf(!stated, plan.Warning)
		}
	}),
	Fix: func(w *World, f plan.Finding) []plan.Edit {
		if f.Current == f.Proposed {
			return nil
		}
		return setProposed(w, f)
	},
}

// tooShort says whether a liveness probe acts before the guest has booted.
func (p probe) tooShort(boot int64) bool { return p.patience() <= boot }
