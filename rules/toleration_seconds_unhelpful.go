// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"slices"

	"vmha.dev/vmha/plan"
)

// tolerationSecondsUnhelpful: the time that a machine stays with a lost node is too short, or too long.
var tolerationSecondsUnhelpful = Rule{
	ID:           "toleration-seconds-unhelpful",
	Topic:        Placement,
	Title:        "the time that a machine stays with a lost node is too short, or too long",
	Why:          "Below half a minute a restart of the kubelet or a short break of the network stops healthy machines. A long time holds up all that waits for the pod to be marked for deletion: the out-of-service taint, and the deletion of the Machine.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{kubernetesDoc + "concepts/scheduling-eviction/taint-and-toleration/"},
	CatalogueIDs: []string{"vm/PLC-09", "node/NODE-30"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		for _, toleration := range plan.Elements(m.Instance.Get("tolerations")) {
			key := toleration.Get("key").Text()
			seconds, stated := toleration.Get("tolerationSeconds").Int()
			if !stated || !slices.Contains(plan.LostNodeTaints, key) {
				continue
			}
			path := inInstance("tolerations").Elem("key", key, "effect", toleration.Get("effect").Text()).Key("tolerationSeconds")
			switch {
			case seconds < 30:
				r.machine(m, path, "after %d s without its node the machine is stopped, which a restart of the kubelet takes; use 30 or more", seconds).values(seconds, int64(60))
			case seconds > 600:
				r.machine(m, path, "the machine stays with a lost node for %d s, and whatever frees its disks waits for that; use 300 or less", seconds).values(seconds, int64(300))
			}
		}
	}),
	Fix: setProposed,
}
