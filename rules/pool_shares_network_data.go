// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// poolSharesNetworkData: all machines of a pool set up the same network.
var poolSharesNetworkData = Rule{
	ID:           "pool-shares-network-data",
	Topic:        Pools,
	Title:        "all machines of a pool set up the same network",
	Why:          "A Secret with network data is the same for all machines of a pool, unless nameGeneration appends the number of the machine: they get the same addresses.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-controller/watch/pool/pool.go"},
	CatalogueIDs: []string{"vm/POL-07"},
	Check: eachPool(func(_ *World, m *Machine, r *report) {
		if m.Replicas < 2 || isTrue(m.poolAt("nameGeneration.appendIndexToSecretRefs")) {
			return
		}
		for _, volume := range plan.Elements(m.Instance.Get("volumes")) {
			for _, source := range plan.CloudInitSources {
				if secret := volume.Get(source).Get("networkDataSecretRef").Get("name"); plan.Exists(secret) {
					r.machine(m, volumePath(volume).Key(source, "networkDataSecretRef"), "all %d machines set up the network by Secret %s; write nameGeneration.appendIndexToSecretRefs: true and a Secret for each, where it holds addresses", m.Replicas, secret.Text()).values(secret.Text(), nil)
				}
			}
		}
	}),
}
