// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"fmt"
	"slices"
	"strings"
)

// unmet tells why a target is not met: because of timers that are stated, or at all.
func (g *groupBuilder) unmet(want target, members []member, s steps) {
	now, of := worst(members, s.fastest(), false, want)
	best, _ := worst(members, s.floors, true, want)
	severity, field := Error, want.source.Field
	if want.promised { // The field is the platform's.
		severity, field = Warning, failureField
	}
	report := func(id, format string, args ...any) {
		g.add(severity, id, field, format, args...).values(want.text, proposal(best))
	}
	subject := want.subject(of.machine.Ref.Name)
	switch {
	case now.Worst().AtLeast && now.Worst().Seconds <= want.seconds:
		severity = Warning
		report("target-unknown", "%s takes %s, and nothing tells how long in all, so %s cannot be checked; %s", subject, now.Worst().InWords(), want.field(), wayOut(now, want, of.facts, nil))
	case best.Worst().Within(want.seconds):
		report("target-missed", "%s takes %s, and %s is %s; with other numbers it would take %s; the longest term: %s; %s",
			subject, now.Worst().InWords(), want.field(), want.text, best.Worst().InWords(), longest(now), wayOut(now, want, of.facts, nil))
	case best.Never != nil:
		report("target-impossible", "%s takes for ever, and %s is %s: %s; %s", subject, want.field(), want.text, best.Never.Reason, wayOut(best, want, of.facts, timersOfGroup))
	default:
		report("target-impossible", "%s takes %s at best%s, and %s is %s; the longest term: %s; %s",
			subject, best.Worst().InWords(), want.givens(), want.field(), want.text, longest(best), wayOut(best, want, of.facts, timersOfGroup))
	}
}

// givens are the timers that are not the application's to change.
func (want target) givens() string {
	if want.failure == NodeDies {
		return " with the timers of the platform"
	}
	return ""
}

// field is the last part of the field that holds the target.
func (want target) field() string {
	return want.source.Field[strings.LastIndexByte(want.source.Field, '.')+1:]
}

// subject is what takes its time.
func (want target) subject(machine string) string {
	switch want.failure {
	case ApplicationHangs:
		return "taking a machine whose application hangs away from its clients"
	case GuestHangs:
		return "bringing " + machine + " back after its guest hangs"
	}
	if want.view == ServiceBack {
		return "answering clients again after a node dies"
	}
	return "bringing " + machine + " back after its node dies"
}

func longest(c Chain) string {
	term := c.Largest()
	return fmt.Sprintf("%s, %s", term.Name, seconds(term.Seconds))
}

// The helps that are of no use where the timers are the shortest already; those of the
// platform's promise do not count what its machine has of its own.
var (
	timersOfGroup    = []string{helpProbe, helpReady, helpToleration}
	timersOfPlatform = []string{helpTimeout, helpReady, helpBoot}
)

// wayOut says what would help, without what is exhausted.
func wayOut(c Chain, want target, f Facts, exhausted []string) string {
	helps := otherMachines(want, f)
	for _, help := range c.Helps() {
		if !slices.Contains(exhausted, help) {
			helps = append(helps, help)
		}
	}
	const few = 3
	helps = helps[:min(len(helps), few)]
	if len(helps) == 0 {
		return "allow it more time"
	}
	return "what would help: " + strings.Join(helps, "; ")
}

// otherMachines is what other machines would help.
func otherMachines(want target, f Facts) []string {
	switch {
	case f.Reach.Machines < 2 && want.view == ServiceBack:
		return []string{"a second machine"}
	case f.Reach.Machines < 2 && want.failure == NodeDies:
		return []string{"a second machine, so that clients are answered meanwhile (serviceWithin)"}
	case want.view == ServiceBack && want.failure == NodeDies && !f.others():
		return []string{"placement.spread Preferred or Required"}
	default:
		return nil
	}
}

// proposal is the least that can be asked for; nil where there is nothing.
func proposal(best Chain) any {
	if span := best.Worst(); !span.Never && !span.AtLeast {
		return fmt.Sprintf("%ds", span.Seconds)
	}
	return nil
}
