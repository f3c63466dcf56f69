// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"slices"

	"vmha.dev/vmha/plan"
)

// toleratesLostNode: a machine stays with a dead node for ever.
var toleratesLostNode = Rule{
	ID:           "tolerates-lost-node",
	Topic:        Placement,
	Title:        "a machine stays with a dead node for ever",
	Why:          "A toleration of the taints of a lost node without tolerationSeconds keeps the pod there: it is never marked for deletion, so nothing frees its disks and nothing starts it elsewhere.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubernetesDoc + "concepts/scheduling-eviction/taint-and-toleration/"},
	CatalogueIDs: []string{"vm/PLC-08", "node/NODE-30"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		for i, toleration := range plan.Elements(m.Instance.Get("tolerations")) {
			key, effect := toleration.Get("key").Text(), toleration.Get("effect").Text()
			blanket := key == "" && toleration.Get("operator").Text() == "Exists"
			if (effect != "" && effect != noExecute) || plan.Exists(toleration.Get("tolerationSeconds")) {
				continue
			}
			if blanket {
				r.machine(m, inInstance("tolerations").Index(i), "the toleration is of every taint, that of a lost node too, so the machine never leaves one; name the taints that are meant")
			}
			if slices.Contains(plan.LostNodeTaints, key) {
				path := inInstance("tolerations").Elem("key", key, "effect", effect)
				if effect == "" {
					path = inInstance("tolerations").Elem("key", key)
				}
				r.machine(m, path.Key("tolerationSeconds"), "the machine tolerates %s for ever, so it never leaves a lost node; give the toleration a tolerationSeconds, or take it out", key).values(nil, int64(300))
			}
		}
	}),
	Fix: setProposed,
}

const noExecute = "NoExecute"
