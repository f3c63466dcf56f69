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
	switch {
	case !f.others():
		c := machine.seen(ServiceBack)
		if f.Reach.Machines > 1 && f.Cluster.Workers.Value != 1 {
			c.Notes = append(c.Notes, "nothing keeps the machines on different nodes, so one node may hold them all")
		}
		return c
	case f.Reach.NotReadyToo:
		c := machine.seen(ServiceBack)
		c.Notes = append(c.Notes, notReadyToo)
		return c
	}
	c := Chain{Failure: NodeDies, View: ServiceBack, NoticedBy: nodeController, RepairedBy: controllers}
	if f.Reach.Spread.Value == v1alpha1.SpreadPreferred {
		c.Notes = append(c.Notes, "the machines are taken to stand on different nodes, which is preferred and not required")
	}
	endpoints := []Term{f.detect(), f.endpoints()}
	address := f.vip()
	if len(address) > 0 {
		c.RepairedBy += " and MetalLB"
	}
	// Only nodes with a machine answer for the address: the one that dies takes all traffic with it, or none.
	if f.Reach.Local && f.Reach.Announcer.Value == AnnouncedByL2 {
		c.Terms = address
		return c
	}
	if sum(address).Longer(sum(endpoints)) {
		endpoints, address = address, endpoints
	}
	c.Terms, c.Beside = endpoints, address
	return c
}

// answersDrain: the other machines answer while this one moves.
func (f Facts) answersDrain(machine Chain) Chain {
	c := machine.seen(ServiceBack)
	moves := machine.Never == nil && f.holdsDrain()
	switch {
	case machine.Never != nil && f.holdsDrain(): // The machine stays where it is, and answers.
		c.Never, c.RepairedBy = nil, Nobody
		c.Notes = append(c.Notes, "the service goes on until somebody stops the machine")
	case !moves && f.others():
		c = Chain{Failure: NodeDrained, View: ServiceBack, NoticedBy: drainer, RepairedBy: controllers}
		c.add(f.endpoints())
	}
	if c.Never == nil && f.Reach.Announcer.Value == AnnouncedByL2 && moves {
		c.add(assumedTerm(StageAddress, "another node answers for the address", f.Assume.Leave))
	}
	return c
}

// sentElsewhere is when clients of a machine that hangs are sent to another.
func (f Facts) sentElsewhere(machine Chain) Chain {
	ways := []Chain{machine.seen(ServiceBack)}
	if f.Reach.Machines < 2 {
		return ways[0]
	}
	way := func(noticed string, terms ...Term) {
		c := Chain{Failure: machine.Failure, View: ServiceBack, NoticedBy: noticed, RepairedBy: controllers}
		c.add(append(terms, f.endpoints())...)
		ways = append(ways, c)
	}
	ready, live := f.Machine.Ready, f.Machine.Live
	sees := func(p ProbeFacts) bool {
		return p.seesApplication() || (p.Handler != "" && machine.Failure == GuestHangs)
	}
	if sees(ready) && !f.Reach.NotReadyToo {
		way("the readiness probe ("+ready.Handler+")", ready.fails("the readiness probe fails"))
	}
	if sees(live) {
		way("the liveness probe ("+live.Handler+")", live.fails("the liveness probe fails"), f.shutdown())
	}
	if machine.Failure == GuestHangs && f.Machine.Watchdog.Value == string(v1alpha1.Poweroff) {
		way("the watchdog", f.margin())
	}
	if len(ways) == 1 && ways[0].Never != nil && f.Reach.NotReadyToo {
		return ways[0].never("spec.publishNotReadyAddresses", "a Service without publishNotReadyAddresses", notReadyToo)
	}
	if len(ways) == 1 && ways[0].Never != nil {
		return ways[0].never(ready.Source, "a readiness probe that asks the application", "no probe takes the machine out of the Service, so a part of the clients keeps being sent to it")
	}
	return shortest(ways...)
}
