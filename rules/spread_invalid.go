// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"slices"

	"vmha.dev/vmha/plan"
)

// spreadInvalid: a constraint on placement is incomplete or stands twice.
var spreadInvalid = Rule{
	ID:           "spread-invalid",
	Topic:        Placement,
	Title:        "a constraint on placement is incomplete or stands twice",
	Why:          "Spread constraints and affinities need a topologyKey, a maxSkew above zero and a known whenUnsatisfiable, and may stand once per pair of them: KubeVirt refuses the machine.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-api/webhooks/validating-webhook/admitters/validate-k8s-utils.go"},
	CatalogueIDs: []string{"vm/PLC-06"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		seen := map[string]bool{}
		for _, t := range m.constraints() {
			mode := t.node.Get("whenUnsatisfiable").Text()
			if skew := number(t.node.Get("maxSkew"), 0); skew < 1 {
				r.machine(m, t.path().Key("maxSkew"), "maxSkew is %d; write 1 or more", skew).values(skew, int64(1))
			}
			if mode != "DoNotSchedule" && mode != "ScheduleAnyway" {
				r.machine(m, t.path().Key("whenUnsatisfiable"), "there is no whenUnsatisfiable %q; write ScheduleAnyway or DoNotSchedule", mode).values(mode, "ScheduleAnyway")
			}
			if at := t.topology() + " " + mode; seen[at] {
				r.machine(m, t.path(), "there is another constraint over %s with %s; keep one of them", t.topology(), mode)
			} else {
				seen[at] = true
			}
		}
		for _, t := range slices.Concat(m.constraints(), m.terms("podAntiAffinity"), m.terms("podAffinity")) {
			if t.topology() == "" {
				r.machine(m, t.path().Key("topologyKey"), "the constraint says no topologyKey, and KubeVirt refuses the machine; write %s, or that of a zone", hostname).values(nil, hostname)
			}
		}
	}),
}
