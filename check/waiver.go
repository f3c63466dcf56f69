// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package check

import (
	"maps"
	"strings"
	"sync"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
)

// WaiverPrefix starts the annotation by which an object waives a rule: waive.vmha.dev/RULE: reason.
// On an intent it is about what the intent makes, and about the machines of its group.
const WaiverPrefix = "waive." + v1alpha1.Group + "/"

// A waiver accepts what a rule finds.
type waiver struct {
	rule, reason string
	// ref and path are where it stands.
	ref  plan.Ref
	path plan.Path
	// kind, namespace and name limit a waiver of a policy.
	kind, namespace, name string
	used                  bool
}

func (w *waiver) covers(ref plan.Ref) bool {
	return (w.kind == "" || w.kind == ref.Kind) && (w.namespace == "" || w.namespace == ref.Namespace) && (w.name == "" || w.name == ref.Name)
}

// waivers finds what waives a finding.
type waivers struct {
	all []*waiver
	// byRule are those of the policies, byObject those in annotations.
	byRule   map[string][]*waiver
	byObject map[annotation]*waiver
	// intents are those that the objects belong to: looked for when a waiver is there to ask.
	intents func() map[plan.Ref]plan.Ref
}

type annotation struct {
	ref  plan.Ref
	rule string
}

func newWaivers(in Input) waivers {
	return waivers{
		byRule: map[string][]*waiver{}, byObject: map[annotation]*waiver{},
		intents: sync.OnceValue(func() map[plan.Ref]plan.Ref { return intentsOf(in) }),
	}
}

// intentsOf finds the intents of objects that are made, and of machines of their groups.
func intentsOf(in Input) map[plan.Ref]plan.Ref {
	intents := map[plan.Ref]plan.Ref{}
	if in.Makers != nil {
		maps.Copy(intents, in.Makers())
	}
	if in.Plan != nil {
		for i := range in.Plan.Groups {
			for _, machine := range in.Plan.Groups[i].Machines {
				intents[machine.Ref] = in.Plan.Groups[i].Intent
			}
		}
	}
	return intents
}

func (w *waivers) add(one *waiver) {
	w.all = append(w.all, one)
	w.byRule[one.rule] = append(w.byRule[one.rule], one)
}

// readAnnotations finds the waivers in an object.
func (s *settings) readAnnotations(item plan.Item) {
	path := plan.Fields("metadata.annotations")
	for key, value := range plan.Entries(plan.At(item.Root, path)) {
		id, isWaiver := strings.CutPrefix(key, WaiverPrefix)
		if !isWaiver || !s.known(id, item.Ref, path.Key(key)) {
			continue
		}
		one := &waiver{rule: id, reason: strings.TrimSpace(value.Text()), ref: item.Ref, path: path.Key(key)}
		if one.reason == "" {
			s.findings = append(s.findings, plan.Finding{
				ID: waiverWithoutReason.ID, Severity: waiverWithoutReason.Severity, Ref: item.Ref, Path: one.path,
				Message: "the waiver gives no reason and has no effect; write why the finding is accepted",
			})
			continue
		}
		s.waivers.all = append(s.waivers.all, one)
		s.waivers.byObject[annotation{item.Ref, id}] = one
	}
}

// waives says whether a finding is accepted, and why. Every waiver that fits counts as used.
func (s *settings) waives(f plan.Finding) (reason string, waived bool) {
	if len(s.waivers.all) == 0 {
		return "", false
	}
	fitting := make([]*waiver, 0, 2)
	for _, ref := range []plan.Ref{f.Ref, s.waivers.intents()[f.Ref]} {
		if one := s.waivers.byObject[annotation{ref, f.ID}]; one != nil {
			fitting = append(fitting, one)
		}
	}
	for _, one := range s.waivers.byRule[f.ID] {
		if one.covers(f.Ref) {
			fitting = append(fitting, one)
		}
	}
	for _, one := range fitting {
		one.used = true
	}
	if len(fitting) == 0 {
		return "", false
	}
	return fitting[0].reason, true
}

// complaints are what is wrong with the settings themselves.
func (s *settings) complaints() []plan.Finding {
	findings := s.findings
	for _, one := range s.waivers.all {
		if !one.used {
			findings = append(findings, plan.Finding{
				ID: WithoutEffect.ID, Severity: WithoutEffect.Severity, Ref: one.ref, Path: one.path, Current: one.reason,
				Message: "the waiver of " + one.rule + " waives nothing; take it out",
			})
		}
	}
	return findings
}
