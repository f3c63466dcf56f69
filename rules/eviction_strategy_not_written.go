// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
)

// evictionStrategyNotWritten: what a drain does to the machine is left to the cluster.
var evictionStrategyNotWritten = Rule{
	ID:           "eviction-strategy-not-written",
	Topic:        Migration,
	Title:        "what a drain does to the machine is left to the cluster",
	Why:          "Without evictionStrategy the cluster's default counts: KubeVirt's own shuts the machine down when its node is drained, that of OpenShift migrates it, and hangs where it cannot.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-config/configuration.go", hyperconverged + "api/v1/hyperconverged_types.go"},
	CatalogueIDs: []string{"vm/EVI-02"},
	Restart:      true,
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		if m.Eviction() != "" || !m.Controlled() || plan.Exists(m.Instance.Get("evictionStrategy")) {
			return
		}
		if stops, _ := m.drainStops(); (stops && m.staysOff()) || m.misplaced("evictionStrategy") {
			return
		}
		proposed := v1alpha1.LiveMigrate
		if len(m.Obstacles()) > 0 {
			proposed = v1alpha1.LiveMigrateIfPossible
		}
		obstacle, stuck := m.stuck()
		if _, seen := m.notLiveMigratable(); stuck && !seen { // KubeVirt would try to migrate it for ever.
			proposed = v1alpha1.EvictNone
		}
		n := r.instance(m, "evictionStrategy", "no evictionStrategy is written, so KubeVirt's own default shuts the machine down when its node is drained, and that of OpenShift migrates it; write %s", proposed).asIf(!m.claimed(), plan.Info)
		if m.world.Facts.Distribution == v1alpha1.OpenShift {
			n.as(plan.Info).finding.Message = fmt.Sprintf("no evictionStrategy is written, so OpenShift's default LiveMigrate counts; write %s", proposed)
			if stuck {
				n.as(plan.Warning).finding.Message = fmt.Sprintf("no evictionStrategy is written, so OpenShift's default LiveMigrate counts, and the machine cannot be migrated: drains of its node hang (%s); write %s", obstacle.Reason, proposed)
			}
		}
		n.values(nil, string(proposed))
	}),
	Fix: setProposed,
}
