// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"fmt"
	"math"

	"vmha.dev/vmha/api/v1alpha1"
)

const (
	nodeController = "the node lifecycle controller"
	anyFencing     = "a health check of nodes with a remediation (HighAvailabilityPlatform, nodeHealth; or a NodeHealthCheck in the input)"
)

// nodeDies is the way back of a machine whose node dies.
func (f Facts) nodeDies() Chain {
	c := Chain{Failure: NodeDies, View: MachineBack, NoticedBy: nodeController}
	if f.Fencing.By == FencedByCheck {
		c.NoticedBy += ", " + f.Fencing.Name
	}
	c.RepairedBy = f.fencer() + ", then " + f.starter()
	if never, found := firstOf(append(f.staysOff(), f.lostWithNode()...)...); found {
		return c.blocked(never)
	}
	c = c.then(f.detect())
	if f.Fencing.By == FencedElsewhere {
		c = c.then(Term{
			Stage: StageFence, Name: "somebody else fences the node", Open: true, Origin: f.Fencing.Timeout.Origin,
			Source: f.Fencing.Timeout.Source, Help: "a health check of nodes in the input instead of fencing: External, so that its times are known",
		})
	} else {
		c = c.then(f.condition()).then(f.fence()...).then(f.release()...)
	}
	c = c.then(f.replace(c.Worst().Seconds, true)).then(f.start()...)
	c.Beside = f.vip()
	return c
}

// starter is who starts the machine again.
func (f Facts) starter() string {
	if f.Machine.Replaced {
		return "KubeVirt (replica set)"
	}
	return "KubeVirt (" + f.Machine.RunStrategy.Value + ")"
}

func (f Facts) fencer() string {
	if f.Fencing.By == FencedElsewhere {
		return "fencing from elsewhere"
	}
	return string(f.Fencing.Remedy.Kind)
}

// staysOff are run strategies that start nothing after an instance has failed.
func (f Facts) staysOff() []when {
	run := f.Machine.RunStrategy
	return []when{
		{f.Machine.Alone, Never{"it is an instance without a VirtualMachine, and nobody makes it anew once it has ended", "kind", "a VirtualMachine with runStrategy: Always"}},
		{run.Value == "", Never{"the machine says neither runStrategy nor running, and KubeVirt refuses it", runStrategyPath.String(), alwaysRuns}},
		{!recovers(run.Value), Never{"with runStrategy " + run.Value + " nothing starts the machine again", run.Source, alwaysRuns}},
	}
}

const alwaysRuns = "runStrategy: Always"

// bound are the reasons why a machine can run on no other node.
func (f Facts) bound() []when {
	node, workers := f.Machine.Node, f.Cluster.Workers
	return []when{
		{node.Value != "", Never{"the machine may run on node " + node.Value + " only", node.Source, "a nodeSelector or node affinity that matches several nodes"}},
		{workers.Value == 1, Never{"there is one worker node, and so no other to run on", workers.Source, "a second worker node"}},
	}
}

// lostWithNode are the reasons why a machine never comes back from a dead node.
func (f Facts) lostWithNode() []when {
	m, check := f.Machine, f.Fencing.By == FencedByCheck
	deletes := check && f.Fencing.Remedy.Kind == DeletesMachine
	return append(f.bound(),
		when{f.Fencing.By == FencedByNobody, Never{"no health check of nodes is in the input, and unless the dead node is fenced the pod stays Terminating and KubeVirt starts no other", "", anyFencing}},
		when{f.Fencing.Defect.Reason != "", f.Fencing.Defect},
		when{check && f.releasedBy() == OutOfServiceTaint && m.ToleratesAll, Never{
			"the machine tolerates every taint, and so the one that would take it from the dead node", m.Toleration.Source, "tolerations that name their keys",
		}},
		when{deletes && f.holdsDrain() && m.Toleration.Value == Forever, Never{
			"KubeVirt refuses to evict the machine (" + m.Eviction.Value + ") and it tolerates a lost node for ever, so the drain of the deleted Machine never ends",
			m.Toleration.Source, "tolerationSeconds, or a remediation that powers nodes off",
		}},
	)
}

// fence is how long until the node is certain to be dead.
func (f Facts) fence() []Term {
	remedy := f.Fencing.Remedy
	term := Term{Stage: StageFence, Origin: remedy.Origin, Source: remedy.Source}
	switch remedy.Kind {
	case RebootsItself:
		workers := f.Cluster.Workers
		if workers.Value == 0 {
			workers = Number{f.Assume.Workers, Assumed, "number of workers"}
			term.Origin, term.Source = workers.Origin, workers.Source
		}
		term.Name, term.Seconds = "the node is taken for rebooted", remedy.SelfNode.Seconds(workers.Value)
		term.Detail = fmt.Sprintf("with %d workers", workers.Value)
		term.Help = "a remediator that cuts the power, such as fence-agents-remediation"
	case CutsPower:
		term.Name, term.Seconds = "a fence agent cuts the power", remedy.Agent.Seconds()
		term.Detail = fmt.Sprintf("%d × (%d + %d)", remedy.Agent.Retries, remedy.Agent.Timeout, remedy.Agent.Interval)
		term.Help = "fewer or shorter tries of the fence agent"
	case PowersOff:
		term = assumedTerm(StageFence, "the node is switched off", f.Assume.PowerOff)
	case DeletesMachine:
		return f.deletion()
	default:
		term.Name, term.Open, term.Origin = "the remediation does its work", true, Assumed
		term.Help = "a remediator whose times are known"
	}
	return []Term{f.known(term)}
}

// known puts in the time that the remedy is known to take.
func (f Facts) known(term Term) Term {
	if expected := f.Fencing.Remedy.Expected; expected.Value > 0 {
		term.Seconds, term.Origin, term.Source, term.Detail = expected.Value, expected.Origin, expected.Source, ""
	}
	return term
}

// deletion deletes the Machine. KubeVirt refuses the evictions of a drain where it would
// rather migrate, which a machine on a dead node cannot: the drain waits until the
// machine's toleration ends (derived from machine-api-operator drain_controller.go and
// kubevirt pod-eviction-admitter.go, not observed).
func (f Facts) deletion() []Term {
	var terms []Term
	if wait := f.Machine.Toleration; f.holdsDrain() && wait.Value > f.Fencing.Timeout.Value {
		terms = append(terms, Term{
			Stage: StageFence, Name: "the drain waits until the toleration ends", Seconds: wait.Value - f.Fencing.Timeout.Value,
			Origin: wait.Origin, Source: wait.Source, Detail: fmt.Sprintf("%d - %d", wait.Value, f.Fencing.Timeout.Value),
			Help: helpToleration,
		})
	}
	terms = append(terms, Term{
		Stage: StageFence, Name: "the node is drained", Seconds: drain, Origin: FromDefault, Source: "machine-api-operator drain_controller.go",
	})
	instance := assumedTerm(StageFence, "the machine under the node is deleted", f.Assume.InstanceDeletion)
	instance.Help = "a remediator that cuts the power instead of deleting the Machine"
	return append(terms, f.known(instance))
}

// holdsDrain says whether KubeVirt answers an eviction with a refusal.
func (f Facts) holdsDrain() bool {
	switch v1alpha1.EvictionStrategy(f.Machine.Eviction.Value) {
	case v1alpha1.LiveMigrate, v1alpha1.EvictExternal:
		return true
	case v1alpha1.LiveMigrateIfPossible:
		return f.Machine.Migrates.Value != Impossible || f.Machine.Unseen
	default:
		return false
	}
}

// suspicion is how long the speakers of MetalLB take to give one up: a probe and its
// time-out (1.5 s), and the longest suspicion, of 4 s among three speakers and six times
// 4 s × max(1, log10 of their number) among more (memberlist suspicion.go).
func suspicion(speakers int) (total int, detail string) {
	const probe, least, factor, few = 1.5, 4.0, 6.0, 3
	longest := factor * least * math.Max(1, math.Log10(float64(max(speakers, 1))))
	if speakers > 0 && speakers <= few {
		longest = least
	}
	return int(math.Ceil(probe + longest)), fmt.Sprintf("%.1f + %.1f", probe, longest)
}

func assumedTerm(stage Stage, name string, seconds int) Term {
	return Term{Stage: stage, Name: name, Seconds: seconds, Origin: Assumed, Source: "stands in no manifest"}
}
