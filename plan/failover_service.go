// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import "vmha.dev/vmha/api/v1alpha1"

// Recover is the way back from a failure in the worst case, after the model of
// Kubernetes' node lifecycle, its remediators and KubeVirt.
func (f Facts) Recover(failure Failure, view View) Chain {
	machine := map[Failure]func(Facts) Chain{
		ApplicationHangs: Facts.applicationHangs,
		GuestHangs:       Facts.guestHangs,
		NodeDrained:      Facts.nodeDrained,
		NodeDies:         Facts.nodeDies,
	}[failure](f)
	if view == MachineBack {
		return machine
	}
	switch failure {
	case NodeDies:
		return f.othersAnswer(machine)
	case NodeDrained:
		return f.answersDrain(machine)
	default:
		return f.sentElsewhere(machine)
	}
}

const (
	controllers = "the endpoint controllers"
	notReadyToo = "the Service sends clients to machines that are not ready (publishNotReadyAddresses)"
)

// others says whether machines of the group run on other nodes than this one.
func (f Facts) others() bool {
	spread := f.Reach.Spread.Value
	return f.Reach.Machines > 1 && spread != "" && spread != v1alpha1.SpreadNone && f.Cluster.Workers.Value != 1
}

// othersAnswer: the pods of a node that is lost are taken out of the Service without any
// fencing, and another node takes over the address meanwhile. The readiness probe has no
// part in it: the kubelet that runs it is dead.
func (f Facts) othersAnswer(machine Chain) Chain {
	if !f.others() || f.Reach.NotReadyToo {
		return f.alone(machine.ofService())
	}
	c := Chain{Failure: NodeDies, View: ServiceBack, NoticedBy: nodeController, RepairedBy: controllers}
	if f.Reach.Spread.Value == v1alpha1.SpreadPreferred {
		c = c.noting("the machines are taken to stand on different nodes, which is preferred and not required")
	}
	endpoints, address := []Term{f.detect(), f.endpoints()}, f.vip()
	if len(address) > 0 {
		c.RepairedBy += " and MetalLB"
	}
	// Only nodes with a machine answer for the address: the one that dies takes all traffic with it, or none.
	if f.Reach.Local && f.Reach.Announcer.Value == AnnouncedByL2 {
		return c.then(address...)
	}
	if sum(address).Longer(sum(endpoints)) {
		endpoints, address = address, endpoints
	}
	c.Beside = address
	return c.then(endpoints...)
}

// alone notes why other machines are of no help.
func (f Facts) alone(c Chain) Chain {
	switch {
	case f.others():
		return c.noting(notReadyToo)
	case f.Reach.Machines > 1 && f.Cluster.Workers.Value != 1:
		return c.noting("nothing keeps the machines on different nodes, so one node may hold them all")
	default:
		return c
	}
}

// answersDrain: the other machines answer while this one moves.
func (f Facts) answersDrain(machine Chain) Chain {
	c := machine.ofService()
	switch {
	case f.holdsDrain() && machine.Never != nil: // The machine stays where it is, and answers.
		c.Never = nil
		return c.noting("the service goes on until somebody stops the machine")
	case f.holdsDrain() && f.Reach.Announcer.Value == AnnouncedByL2:
		return c.then(assumedTerm(StageAddress, "another node answers for the address", f.Assume.Leave))
	case !f.holdsDrain() && f.others():
		return Chain{Failure: NodeDrained, View: ServiceBack, NoticedBy: drainer, RepairedBy: controllers}.then(f.endpoints())
	}
	return c
}

// sentElsewhere is when clients of a machine that hangs are sent to another.
func (f Facts) sentElsewhere(machine Chain) Chain {
	ways := []Chain{machine.ofService()}
	if f.Reach.Machines < 2 {
		return ways[0]
	}
	ways = append(ways, f.waysOut(machine.Failure)...)
	switch {
	case len(ways) > 1 || machine.Never == nil:
		return shortest(ways...)
	case f.Reach.NotReadyToo:
		return ways[0].never("spec.publishNotReadyAddresses", "a Service without publishNotReadyAddresses", notReadyToo)
	default:
		return ways[0].never(f.Machine.Ready.Source, "a readiness probe that asks the application", "no probe takes the machine out of the Service, so a part of the clients keeps being sent to it")
	}
}

// waysOut are what takes a machine that hangs out of its Service.
func (f Facts) waysOut(failure Failure) []Chain {
	ready, live := f.Machine.Ready, f.Machine.Live
	guest := failure == GuestHangs
	var ways []Chain
	way := func(noticed string, terms ...Term) {
		c := Chain{Failure: failure, View: ServiceBack, NoticedBy: noticed, RepairedBy: controllers}
		ways = append(ways, c.then(append(terms, f.endpoints())...))
	}
	if ready.sees(failure) && !f.Reach.NotReadyToo {
		way("the readiness probe ("+ready.Handler+")", ready.fails("the readiness probe fails"))
	}
	if live.sees(failure) {
		way("the liveness probe ("+live.Handler+")", live.fails("the liveness probe fails"), f.shutdown())
	}
	if guest && f.Machine.Watchdog.Value == string(v1alpha1.Poweroff) {
		way("the watchdog", f.margin())
	}
	return ways
}
