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
		return c.then(Term{Stage: StageStop, Name: "somebody else moves the machine", Open: true, Origin: f.Machine.Eviction.Origin, Source: f.Machine.Eviction.Source})
	case f.holdsDrain():
		return f.migrated(c)
	case f.Machine.Eviction.Origin == Assumed:
		return f.evicted(c.noting("no evictionStrategy is written; KubeVirt's default None is taken, and that of OpenShift is LiveMigrate"))
	default:
		return f.evicted(c)
	}
}

const endless = "the drain never ends, and somebody has to stop the machine: "

// migrated moves while it runs, or keeps the drain waiting for ever.
func (f Facts) migrated(c Chain) Chain {
	m, r, workers := f.Machine, f.Reach, f.Cluster.Workers.Value
	required := r.Spread.Value == v1alpha1.SpreadRequired && workers > 0 && r.Machines >= workers
	version := f.Cluster.KubeVirt.Value
	two := r.Budget.Value != "" && version != Version{} && !version.AtLeast("1.6")
	help := "ReadWriteMany storage and a pod network bound by masquerade"
	if m.Unseen {
		help = "nodes selected by another label than their name, and other ports than 49152 and 49153"
	}
	conditions := append([]when{{m.Migrates.Value == Impossible, Never{m.Obstacle, m.Migrates.Source, help}}}, f.bound()...)
	conditions = append(conditions,
		when{required, Never{"every other node holds a machine of the group already", r.Spread.Source, "a node more than machines, or spread Preferred"}},
		when{two, Never{
			"KubeVirt before 1.6 has a PodDisruptionBudget of its own, and Kubernetes refuses the eviction of a pod with two", r.Budget.Source,
			"no PodDisruptionBudget, or KubeVirt 1.6",
		}},
	)
	if never, found := firstOf(conditions...); found {
		never.Reason = endless + never.Reason
		return c.blocked(never)
	}
	if m.Migrates.Value == Uncertain {
		return c.noting("the machine is taken to be migratable: " + m.Obstacle)
	}
	return c
}

// evicted is shut down here and started elsewhere.
func (f Facts) evicted(c Chain) Chain {
	run, budget := f.Machine.RunStrategy, f.Reach.Budget
	c.RepairedBy = f.starter()
	conditions := append([]when{{
		budget.Value != "" && budget.Value != budgetStands,
		Never{endless + budget.Value, budget.Source, "an integer minAvailable smaller than the number of machines"},
	}}, f.staysOff()...)
	conditions = append(conditions, when{run.Value == string(v1alpha1.RerunOnFailure), Never{
		"the drain shuts the machine down in good order, which runStrategy RerunOnFailure takes as final", run.Source,
		"evictionStrategy LiveMigrate, or runStrategy Always",
	}})
	if never, found := firstOf(append(conditions, f.bound()...)...); found {
		return c.blocked(never)
	}
	return c.then(f.shutdown(), f.replace(0, false)).then(f.start()...)
}

// budgetStands is a PodDisruptionBudget that allows evictions.
const budgetStands = "a PodDisruptionBudget"
