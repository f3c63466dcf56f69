// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// pinnedToOneNode: a machine can run on one node only.
var pinnedToOneNode = Rule{
	ID:           "pinned-to-one-node",
	Topic:        Placement,
	Title:        "a machine can run on one node only",
	Why:          "A machine that is pinned to a node by name can neither be migrated nor start elsewhere when that node dies.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirtIssue + "5565", kubernetesDoc + "concepts/scheduling-eviction/assign-pod-node/"},
	CatalogueIDs: []string{"vm/PLC-04", "vm/EVI-03"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		report := func(dotted plan.Path, node string) {
			serious := m.WantsMigration() || (m.Group != nil && m.Group.Run != nil)
			r.machine(m, dotted, "the machine can run on node %s only, so it can neither migrate nor start elsewhere when that dies; select nodes by another label", node).values(node, nil).asIf(!serious, plan.Warning)
		}
		if pinned := m.Instance.Get("nodeSelector").Get(hostname); plan.Exists(pinned) {
			report(inInstance("nodeSelector").Key(hostname), pinned.Text())
			return
		}
		terms := m.At("affinity.nodeAffinity").Get(required).Get("nodeSelectorTerms")
		if node, pinned := pinnedBy(terms); pinned {
			report(inInstance("affinity.nodeAffinity").Key(required, "nodeSelectorTerms"), node)
		}
	}),
}

// pinnedBy finds the one node that all terms of a node affinity allow.
func pinnedBy(terms plan.Node) (node string, pinned bool) {
	nodes := map[string]bool{}
	for _, t := range plan.Elements(terms) {
		host := ""
		for _, field := range []string{"matchExpressions", "matchFields"} {
			for _, e := range plan.Elements(t.Get(field)) {
				byName := e.Get("key").Text() == hostname || e.Get("key").Text() == "metadata.name"
				if values := plan.Texts(e.Get("values")); byName && e.Get("operator").Text() == "In" && len(values) == 1 {
					host = values[0]
				}
			}
		}
		nodes[host] = true
		node = host
	}
	return node, len(nodes) == 1 && node != ""
}
