// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"slices"
	"sort"

	"vmha.dev/vmha/api/v1alpha1"
)

// The floors: no probe is asked more often than every second, and none gives up before the first failure.
const (
	minPeriod   = 1
	minFailures = 1
)

// meetTargets finds the gentlest timers with which every target is met that can be. Numbers that the
// intent states, or that a machine has of its own, stay.
func (g *groupBuilder) meetTargets(pools []Pool) {
	targets := g.targets()
	if len(targets) == 0 {
		return
	}
	members := g.members(pools)
	steps := g.steps()
	targets = slices.DeleteFunc(targets, func(want target) bool {
		if met(members, steps.fastest(), false, want) {
			return false
		}
		g.unmet(want, members, steps)
		return true
	})
	before := steps.gentlest()
	found := steps.search(members, targets)
	g.set(before, found, func(t timers) Source {
		for _, want := range targets {
			if !met(members, t, false, want) {
				return want.source
			}
		}
		return Source{}
	})
}

// steps are the timers that may be chosen, the gentlest first.
type steps struct {
	ready, live []probeTimers
	// tolerates is set where the toleration may be chosen.
	tolerates bool
	// floors are the fastest timers of all, were nothing stated.
	floors timers
}

func (s steps) gentlest() timers { return timers{s.ready[0], s.live[0], Forever} }

// fastest has the least of each: times only grow with every number of it.
func (s steps) fastest() timers {
	t := timers{quickest(s.ready), quickest(s.live), Forever}
	if s.tolerates {
		t.toleration = 0
	}
	return t
}

func quickest(all []probeTimers) probeTimers {
	return slices.MinFunc(all, func(a, b probeTimers) int {
		if d := a.seconds() - b.seconds(); d != 0 {
			return d
		}
		return a.period - b.period
	})
}

func (g *groupBuilder) steps() steps {
	boot := up(g.BootTime)
	s := steps{
		ready: []probeTimers{{}}, live: []probeTimers{{}},
		tolerates: g.intent.Spec.Survive.NodeFailure != nil && g.TolerationSeconds == nil,
		floors: timers{
			ready: probeTimers{minPeriod, 1, minFailures},
			live:  probeTimers{minPeriod, 1, boot + 1},
		},
	}
	if g.Ready != nil && g.Ready.Handler != "" {
		s.ready = candidates(g.Ready.Stated, int(*g.Ready.Spec.PeriodSeconds), int(ReadinessTimeout), int(ReadinessThreshold), 0)
	}
	if g.Live != nil {
		period := int(livenessPeriod)
		if stated := g.Live.Stated.PeriodSeconds; stated != nil {
			period = int(*stated)
		}
		s.live = candidates(g.Live.Stated, period, int(livenessTimeout), 3, boot)
	}
	return s
}

// candidates are the numbers of a probe, the gentlest first: the longest period with the
// most failures, then shorter periods, then fewer failures. A probe must not fail within
// the time that quiet says, in which a guest may be booting. Stated numbers are kept.
func candidates(stated v1alpha1.Probe, period, timeout, failures, quiet int) []probeTimers {
	var all []probeTimers
	for _, f := range downFrom(failures, minFailures, stated.FailureThreshold) {
		for _, p := range downFrom(period, minPeriod, stated.PeriodSeconds) {
			enough := f
			if stated.FailureThreshold == nil && quiet > 0 {
				enough = max(f, quiet/p+1)
			}
			for _, t := range downFrom(min(timeout, p), 1, stated.TimeoutSeconds) {
				if t <= p || stated.TimeoutSeconds != nil && stated.PeriodSeconds != nil {
					all = append(all, probeTimers{p, t, enough})
				}
			}
		}
	}
	return all
}

func downFrom(from, to int, stated *int32) []int {
	if stated != nil {
		return []int{int(*stated)}
	}
	var values []int
	for value := from; value >= to; value-- {
		values = append(values, value)
	}
	return values
}

// search goes through the timers and takes the first with which all targets are met. All
// of them are met by the fastest timers, so there is one.
func (s steps) search(members []member, targets []target) timers {
	for _, ready := range s.ready {
		for _, live := range s.live {
			t := timers{ready, live, Forever}
			if s.tolerates {
				t.toleration = 0
			}
			if !metAll(members, t, targets) {
				continue
			}
			t.toleration = s.longestToleration(members, t, targets)
			return t
		}
	}
	return s.fastest()
}

// longestToleration is the longest with which all targets are met, or Forever where it need not be touched.
func (s steps) longestToleration(members []member, t timers, targets []target) int {
	t.toleration = Forever
	if !s.tolerates || metAll(members, t, targets) {
		return Forever
	}
	missed := sort.Search(toleration, func(seconds int) bool {
		t.toleration = seconds
		return !metAll(members, t, targets)
	})
	return missed - 1
}
