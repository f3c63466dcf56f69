// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// releaseWaitsForVolumes: fencing does not free the disks of the machines.
var releaseWaitsForVolumes = Rule{
	ID:           "release-waits-for-volumes",
	Topic:        NodeFailure,
	Title:        "fencing does not free the disks of the machines",
	Why:          "With ResourceDeletion only pods are deleted: a ReadWriteOnce volume of the dead node is attached elsewhere up to 6 minutes later. The out-of-service taint frees it at once.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{fenceAgents + "api/v1alpha1/fenceagentsremediation_types.go", kubernetes + "pkg/controller/volume/attachdetach/reconciler/reconciler.go"},
	CatalogueIDs: []string{"node/NODE-22"},
	Check: whole(func(w *World) []plan.Finding {
		var r report
		single := w.singleWriter()
		for _, name := range []string{"SelfNodeRemediationTemplate", "FenceAgentsRemediationTemplate"} {
			group := map[string]string{"SelfNodeRemediationTemplate": "self-node-remediation.medik8s.io", "FenceAgentsRemediationTemplate": "fence-agents-remediation.medik8s.io"}[name]
			for _, item := range w.Objects(group, name) {
				strategy := plan.Dig(item.Root, "spec.template.spec.remediationStrategy").Text()
				slow := strategy == "ResourceDeletion" || (strategy == "" && name == "FenceAgentsRemediationTemplate") ||
					(strategy != outOfServiceTaint && before(w.Facts.Kubernetes, "1.28"))
				if slow && single != nil {
					r.on(item, "spec.template.spec.remediationStrategy", "%s has a ReadWriteOnce disk, which comes free up to 6 minutes after the fencing; use OutOfServiceTaint", single.Ref).values(strategy, outOfServiceTaint)
				}
			}
		}
		return r.findings
	}),
	Fix: func(w *World, f plan.Finding) []plan.Edit {
		if before(w.Facts.Kubernetes, "1.26") {
			return nil
		}
		return setProposed(w, f)
	},
}

const outOfServiceTaint = "OutOfServiceTaint"

// singleWriter is a machine with a disk that only one node can use at a time.
func (w *World) singleWriter() *Machine {
	for _, m := range w.Machines {
		for _, volume := range plan.Elements(m.Instance.Get("volumes")) {
			if plan.ClaimOf(m.Machine, w.Inventory, volume).Shared == plan.SharedNo {
				return m
			}
		}
	}
	return nil
}
