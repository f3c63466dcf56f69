// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import "vmha.dev/vmha/api/v1alpha1"

const drainer = "whoever drains the node"

// nodeDrained is what becomes of a machine whose node is drained, after what KubeVirt's
// webhook answers to evictions (kubevirt pkg/virt-api/webhooks pod-eviction-admitter.go).
func (f Facts) nodeDrained() Chain {
	c := Chain{Failure: NodeDrained, View: MachineBack, NoticedBy: drainer, RepairedBy: "KubeVirt (live migration)"}
	switch {
	case f.Machine.Eviction.Value == string(v1alpha1.EvictExternal):
		c.RepairedBy = "somebody else (evictionStrategy External)"
		c.add(Term{Stage: StageStop, Name: "somebody else moves the machine", Open: true, Origin: f.Machine.Eviction.Origin, Source: f.Machine.Eviction.Source})
		return c
	case f.holdsDrain():
		return f.migrated(c)
	default:
		return f.evicted(c)
	}
}

// migrated moves while it runs, or keeps the drain waiting for ever.
func (f Facts) migrated(c Chain) Chain {
	m := f.Machine
	hang := func(source, help, reason string) Chain {
		return c.never(source, help, "the drain never ends and somebody has to stop the machine: %s", reason)
	}
	workers := f.Cluster.Workers
	switch {
	case m.Migrates.Value == Impossible:
		return hang(m.Migrates.Source, "what can be migrated: ReadWriteMany storage and masquerade", m.Obstacle)
	case m.Node.Value != "":
		return hang(m.Node.Source, "a nodeSelector that matches several nodes", "it may run on node "+m.Node.Value+" only")
	case workers.Value == 1:
		return hang(workers.Source, "a second worker node", "there is no other worker node")
	case f.Reach.Spread.Value == v1alpha1.SpreadRequired && workers.Value > 0 && f.Reach.Machines >= workers.Value:
		return hang(f.Reach.Spread.Source, "a node more than machines, or spread Preferred", "every other node holds a machine of the group already")
	case f.Reach.Budget.Value != "" && f.Cluster.KubeVirt.Value != (Version{}) && !f.Cluster.KubeVirt.Value.AtLeast("1.6"):
		return hang(f.Reach.Budget.Source, "no PodDisruptionBudget, or KubeVirt 1.6", "KubeVirt before 1.6 has a PodDisruptionBudget of its own, and Kubernetes refuses the eviction of a pod with two")
	}
	if m.Migrates.Value == Uncertain {
		c.Notes = append(c.Notes, "the machine is taken to be migratable: "+m.Obstacle)
	}
	return c
}

// evicted is shut down here and started elsewhere.
func (f Facts) evicted(c Chain) Chain {
	run := f.Machine.RunStrategy
	c.RepairedBy = "KubeVirt (" + run.Value + ")"
	if f.Reach.Budget.Value != "" && f.Reach.Budget.Value != budgetStands {
		return c.never(f.Reach.Budget.Source, "an integer minAvailable smaller than the number of machines", "the drain never ends and somebody has to stop the machine: %s", f.Reach.Budget.Value)
	}
	if never, found := f.staysOff(c); found {
		return never
	}
	switch {
	case run.Value == string(v1alpha1.RerunOnFailure):
		return c.never(run.Source, "evictionStrategy LiveMigrate, or runStrategy Always", "the drain shuts the machine down in good order, which runStrategy RerunOnFailure takes as final")
	case f.Machine.Node.Value != "":
		return c.never(f.Machine.Node.Source, "a nodeSelector that matches several nodes", "the machine may run on node %s only", f.Machine.Node.Value)
	case f.Cluster.Workers.Value == 1:
		return c.never(f.Cluster.Workers.Source, "a second worker node", "there is no other worker node")
	}
	c.add(f.shutdown(), f.replace(0, false))
	c.add(f.start()...)
	return c
}

// budgetStands is a PodDisruptionBudget that allows evictions.
const budgetStands = "a PodDisruptionBudget"
