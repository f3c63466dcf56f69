// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// toleratesOutOfService: a machine tolerates the taint that is to free it.
var toleratesOutOfService = Rule{
	ID:           "tolerates-out-of-service",
	Topic:        Placement,
	Title:        "a machine tolerates the taint that is to free it",
	Why:          "The taint node.kubernetes.io/out-of-service says that a node is surely down, so that its pods and volumes are released: a pod that tolerates it is not.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubernetesDoc + "concepts/cluster-administration/node-shutdown/"},
	CatalogueIDs: []string{"node/NODE-31"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		for _, toleration := range plan.Elements(m.Instance.Get("tolerations")) {
			if toleration.Get("key").Text() == outOfService {
				r.machine(m, inInstance("tolerations").Elem("key", outOfService), "the machine tolerates %s, so it is not released from a node that is surely down; take the toleration out", outOfService).values(outOfService, nil)
			}
		}
	}),
	Fix: remove,
}

const outOfService = "node.kubernetes.io/out-of-service"
