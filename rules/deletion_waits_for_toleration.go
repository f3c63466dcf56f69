// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// deletionWaitsForToleration: a shorter timeout gains nothing, the drain waits.
var deletionWaitsForToleration = Rule{
	ID:           "deletion-waits-for-toleration",
	Topic:        NodeFailure,
	Title:        "a shorter timeout gains nothing, the drain waits",
	Why:          "Deleting a Machine drains its node. KubeVirt refuses the eviction of a machine that is to be migrated, so the drain waits until the taint of the lost node has its pod deleted, 300 s after the loss unless its tolerations say less.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{machineAPI + "pkg/controller/machine/drain_controller.go", kubevirt + "pkg/virt-api/webhooks/validating-webhook/admitters/pod-eviction-admitter.go"},
	CatalogueIDs: []string{"node/NODE-27"},
	Check: eachCheck(func(w *World, c *healthCheck, r *report) {
		baremetal := c.Root.Get("metadata").Get("annotations").Get(remediationStrategy)
		if c.ofNodes() || len(c.remediations()) > 0 || plan.Exists(baremetal) || c.terminating() {
			return
		}
		for _, x := range c.conditions() {
			timeout, ok := c.timeout(x)
			for _, m := range w.Machines {
				stays := m.lostNodeSeconds()
				if ok && x.typ == "Ready" && timeout >= 30 && stays-timeout > shortWait && m.WantsMigration() && !m.staysAsDerived(stays) {
					r.add(c.Ref, x.path.Key(c.fields.timeout), "the drain of the Machine waits for %s, which stays for %g s after the loss of its node, so a timeout of %g s gains nothing; give the machine shorter tolerations, or remediate by power", m.Ref, stays, timeout).
						values(x.node.Get(c.fields.timeout).Text(), nil)
					return
				}
			}
		}
	}),
}

// shortWait, in seconds, is a wait that is not worth a word: a lost node is not noticed more exactly.
const shortWait = 30

// staysAsDerived says whether a toleration of these seconds was derived from targets, which are met with it.
func (m *Machine) staysAsDerived(seconds float64) bool {
	return m.Group != nil && m.Group.TolerationSeconds != nil && !m.Group.TolerationSeconds.Stated &&
		seconds == float64(m.Group.TolerationSeconds.Value)
}

const remediationStrategy = "machine.openshift.io/remediation-strategy"

// lostNodeSeconds is how long the pod of the machine stays with a node that does not answer.
func (m *Machine) lostNodeSeconds() float64 {
	for _, toleration := range plan.Elements(m.Instance.Get("tolerations")) {
		if toleration.Get("key").Text() == "node.kubernetes.io/unreachable" {
			return float64(number(toleration.Get("tolerationSeconds"), 300))
		}
	}
	return 300
}
