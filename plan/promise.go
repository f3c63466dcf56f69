// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"sort"
	"time"

	"vmha.dev/vmha/api/v1alpha1"
)

// promiseOf is the target that a health check of the platform has.
func promiseOf(check HealthCheck) target {
	return target{
		source:  Source{check.Source.Intent, check.Source.Field + ".recoverWithin"},
		failure: NodeDies, view: MachineBack,
		seconds: int(duration(check.RecoverWithin) / time.Second), text: check.RecoverWithin,
	}
}

// keepPromises finds the time-outs of the health checks that follow from recoverWithin.
func (b *builder) keepPromises(p *Platform) {
	for i := range p.HealthChecks {
		if check := &p.HealthChecks[i]; check.RecoverWithin != "" {
			r := reporter{intent: p.Intent, findings: b.findings}
			b.keepPromise(p, check, r.elem(check.Source.Field, "name", check.Name))
		}
	}
}

// keepPromise finds the longest time-out with which a machine is back in time.
func (b *builder) keepPromise(p *Platform, check *HealthCheck, r reporter) {
	facts := b.promisedMachine(p, *check)
	want := promiseOf(*check)
	at := func(timeout int) Chain {
		f := facts
		f.Fencing.Timeout.Value = timeout
		return f.Recover(NodeDies, MachineBack)
	}
	least, most := int(minTimeout.Seconds()), int(duration(v1alpha1.DefaultHealthTimeout).Seconds())
	best, now := at(least), at(facts.Fencing.Timeout.Value)
	switch {
	case !best.Worst().Within(want.seconds):
		r.impossiblePromise(want, best, facts)
	case check.TimeoutStated && !now.Worst().Within(want.seconds):
		r.errorf("target-missed", want.source.Field, "bringing a machine back after its node dies takes %s with timeout %s of nodeHealth %s, and recoverWithin is %s; the longest term: %s; take timeout out, and one follows from recoverWithin",
			now.Worst().InWords(), check.Timeout.Duration, check.Name, want.text, longest(now)).values(want.text, proposal(best))
	case !check.TimeoutStated && !now.Worst().Within(want.seconds):
		missed := least + sort.Search(most-least, func(i int) bool { return !at(least + i).Worst().Within(want.seconds) })
		check.Timeout.Duration = time.Duration(missed-1) * time.Second
		check.TimeoutSource, check.TimeoutStated = want.source, true
	}
}

func (r reporter) impossiblePromise(want target, best Chain, facts Facts) {
	const id = "target-impossible"
	switch {
	case best.Never != nil:
		r.errorf(id, want.source.Field, "bringing a machine back after its node dies takes for ever, and recoverWithin is %s: %s; %s", want.text, best.Never.Reason, wayOut(best, want, facts, timersOfPlatform)).Current = want.text
	case best.Worst().AtLeast:
		r.add(Warning, "target-unknown", want.source.Field, "bringing a machine back after its node dies takes %s, and nothing tells how long in all, so recoverWithin cannot be checked; %s", best.Worst().InWords(), wayOut(best, want, facts, timersOfPlatform)).Current = want.text
	default:
		r.errorf(id, want.source.Field, "bringing a machine back after its node dies takes %s at best, and recoverWithin is %s; the longest term: %s; %s",
			best.Worst().InWords(), want.text, longest(best), wayOut(best, want, facts, timersOfPlatform)).values(want.text, proposal(best))
	}
}

// promisedMachine is the machine that recoverWithin speaks of: it boots in a minute, has the readiness
// probe that vmha writes, shared disks, and a toleration that does not hold up the drain. What a group
// has instead is checked with the group; so no application changes the timers of the platform.
func (b *builder) promisedMachine(p *Platform, check HealthCheck) Facts {
	r := factReader{Setting: Setting{Inventory: b.in.Inventory, Platform: p}}
	f := Facts{Cluster: r.cluster(), Assume: Assume, Fencing: r.fencedBy(check)}
	const source = "the machine that recoverWithin speaks of"
	f.Machine = MachineFacts{
		RunStrategy: Fact[string]{string(v1alpha1.Always), FromDefault, source},
		Eviction:    Fact[string]{string(v1alpha1.LiveMigrate), FromDefault, source},
		Toleration:  Number{0, FromDefault, source},
		Disks:       Fact[Disks]{SharedClaims, FromDefault, source},
		Boot:        Number{up(duration(v1alpha1.DefaultBootTime)), Assumed, source},
		Shutdown:    Number{gracePeriodVM, FromDefault, source},
		Ready: ProbeFacts{
			Handler: "tcpSocket", Period: int(ReadinessPeriod), Timeout: int(ReadinessTimeout), Success: probeSuccess,
			Failure: int(ReadinessThreshold), Origin: FromDefault, Source: source,
		},
	}
	f.Reach.Machines, f.Reach.Service = 1, Ref{Kind: "Service"}
	return f
}
