// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"math"
	"time"

	"vmha.dev/vmha/api/v1alpha1"
)

// target is how long a recovery may take, and who says so.
type target struct {
	source  Source
	failure Failure
	view    View
	seconds int
	text    string
	// promised is set on the platform's own target, which a group misses with a warning.
	promised bool
}

// targets are what the intent wants of the times of its group.
func (g *groupBuilder) targets() []target {
	var all []target
	add := func(field, text string, failure Failure, view View) {
		if text != "" {
			all = append(all, target{source: g.source(field), failure: failure, view: view, seconds: int(duration(text) / time.Second), text: text})
		}
	}
	survive := g.intent.Spec.Survive
	if survive.ApplicationFailure != nil {
		add(applicationField+".within", survive.ApplicationFailure.Within, ApplicationHangs, ServiceBack)
	}
	if survive.GuestHang != nil {
		add(hangField+".within", survive.GuestHang.Within, GuestHangs, MachineBack)
	}
	if failure := survive.NodeFailure; failure != nil {
		add(failureField+".serviceWithin", failure.ServiceWithin, NodeDies, ServiceBack)
		add(failureField+".within", failure.Within, NodeDies, MachineBack)
		if failure.Within == "" && g.Fenced != nil && g.Fenced.RecoverWithin != "" {
			promise := promiseOf(*g.Fenced)
			promise.promised = true
			all = append(all, promise)
		}
	}
	return all
}

// timers are the numbers that a group's targets may change. Zeros leave them as they are.
type timers struct {
	ready, live probeTimers
	// toleration in seconds; Forever leaves it as it is.
	toleration int
}

type probeTimers struct{ period, timeout, failures int }

// seconds until the probe counts as failed.
func (t probeTimers) seconds() int { return t.failures*t.period + t.timeout }

// member stands for the machines of a group that have the same facts.
type member struct {
	machine Machine
	facts   Facts
	// ownReady, ownLive and ownToleration are set where the machine has a word of its own, to which derived numbers yield.
	ownReady, ownLive, ownToleration bool
}

func (g *groupBuilder) members(pools []Pool) []member {
	setting := Setting{Inventory: g.in.Inventory, Platform: g.Platform, Pools: pools, Group: &g.Group}
	seen := map[member]bool{}
	var members []member
	for _, machine := range g.Machines {
		own, _ := factReader{machine: machine}.ownToleration()
		m := member{
			facts:         FactsOf(machine, setting),
			ownReady:      HandlerOf(machine.At("readinessProbe")) != "",
			ownLive:       HandlerOf(machine.At("livenessProbe")) != "",
			ownToleration: own.Origin != "" && own.Value != Forever,
		}
		if seen[m] {
			continue
		}
		seen[m] = true
		m.machine = machine
		members = append(members, m)
	}
	return members
}

// turned is the facts of the member with other timers. All says that its own word does not count.
func (m member) turned(t timers, all bool) Facts {
	f := m.facts
	if all || !m.ownReady {
		f.Machine.Ready = f.Machine.Ready.turned(t.ready)
	}
	if all || !m.ownLive {
		f.Machine.Live = f.Machine.Live.turned(t.live)
	}
	if t.toleration != Forever && (all || !m.ownToleration) {
		f.Machine.Toleration.Value = t.toleration
	}
	return f
}

func (f ProbeFacts) turned(t probeTimers) ProbeFacts {
	if f.Handler != "" && t.period > 0 {
		f.Period, f.Timeout, f.Failure = t.period, t.timeout, t.failures
	}
	return f
}

// worst is the longest chain of any member with these timers.
func worst(members []member, t timers, all bool, want target) (Chain, member) {
	var longest Chain
	var of member
	for i, m := range members {
		chain := m.turned(t, all).Recover(want.failure, want.view)
		if i == 0 || chain.Worst().Longer(longest.Worst()) {
			longest, of = chain, m
		}
	}
	return longest, of
}

func met(members []member, t timers, all bool, want target) bool {
	chain, _ := worst(members, t, all, want)
	return chain.Worst().Within(want.seconds)
}

func metAll(members []member, t timers, targets []target) bool {
	for _, want := range targets {
		if !met(members, t, false, want) {
			return false
		}
	}
	return true
}

// set writes timers that were found into the group. What they were found for becomes their target.
func (g *groupBuilder) set(before, found timers, why func(timers) Source) {
	if g.Ready != nil && found.ready != before.ready {
		g.Ready.Target = why(timers{before.ready, found.live, found.toleration})
		found.ready.write(&g.Ready.Spec)
	}
	if g.Live != nil && found.live != before.live {
		g.Live.Target = why(timers{found.ready, before.live, found.toleration})
		found.live.write(&g.Live.Spec)
	}
	if found.toleration != before.toleration {
		source := why(timers{found.ready, found.live, before.toleration})
		if source.Intent != g.Intent { // the platform's promise
			source = g.source(failureField)
		}
		g.TolerationSeconds = &Choice[int64]{Value: int64(found.toleration), Source: source}
	}
}

func (t probeTimers) write(spec *v1alpha1.Probe) {
	period, timeout, failures := clamp(t.period), clamp(t.timeout), clamp(t.failures)
	spec.PeriodSeconds, spec.TimeoutSeconds, spec.FailureThreshold = &period, &timeout, &failures
}

func clamp(n int) int32 { return int32(max(0, min(n, math.MaxInt32))) }
