// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import "vmha.dev/vmha/plan"

// A Check finds where a rule is broken. It is made of parts that look at one machine, at
// one Service or at the whole world. All rules look at one machine before any looks at the
// next, which then is still in the cache of the processor.
type Check []part

// A part of a check; one of the three is set.
type part struct {
	machine func(*World, *Machine, *report)
	service func(*World, *Service, *report)
	whole   func(*World) []plan.Finding
}

// eachMachine looks at one machine after the other.
func eachMachine(check func(*World, *Machine, *report)) Check { return Check{{machine: check}} }

// eachService looks at one Service after the other.
func eachService(check func(*World, *Service, *report)) Check { return Check{{service: check}} }

// whole looks at everything at once.
func whole(check func(*World) []plan.Finding) Check { return Check{{whole: check}} }

// eachBackend looks at every machine behind every Service that sends traffic.
func eachBackend(check func(*World, *Service, *Machine, *report)) Check {
	return eachService(func(w *World, s *Service, r *report) {
		if s.Headless() {
			return
		}
		for _, m := range s.Machines {
			check(w, s, m, r)
		}
	})
}

// each looks at one object of a kind after the other.
func each(group, kind string, check func(*World, plan.Item, *report)) Check {
	return whole(func(w *World) []plan.Finding {
		var r report
		for _, item := range w.Objects(group, kind) {
			check(w, item, &r)
		}
		return r.findings
	})
}

// all joins checks into one.
func all(checks ...Check) Check {
	var parts Check
	for _, check := range checks {
		parts = append(parts, check...)
	}
	return parts
}

// run runs the checks of some rules together, and gives the findings of each.
func run(w *World, rules []Rule) [][]plan.Finding {
	reports := make([]report, len(rules))
	machine := parts(rules, reports, func(p part) bool { return p.machine != nil })
	service := parts(rules, reports, func(p part) bool { return p.service != nil })
	for _, s := range parts(rules, reports, func(p part) bool { return p.whole != nil }) {
		s.report.findings = append(s.report.findings, s.part.whole(w)...)
	}
	for _, m := range w.Machines {
		for _, s := range machine {
			s.part.machine(w, m, s.report)
		}
	}
	for _, served := range w.Services {
		for _, s := range service {
			s.part.service(w, served, s.report)
		}
	}
	findings := make([][]plan.Finding, len(rules))
	for i := range rules {
		findings[i] = rules[i].sign(reports[i].findings)
	}
	return findings
}

// parts are those of one kind, with the report of the rule of each.
func parts(rules []Rule, reports []report, of func(part) bool) []step {
	var steps []step
	for i := range rules {
		for _, p := range rules[i].Check {
			if of(p) {
				steps = append(steps, step{p, &reports[i]})
			}
		}
	}
	return steps
}

// A step is a part of a check with the report of its rule.
type step struct {
	part   part
	report *report
}
