// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"strings"
	"sync"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/check"
	"vmha.dev/vmha/plan"
)

// judge runs the rules on what was made, and on the machines of the groups.
func (r *run) judge() {
	if r.options.Check == checkOff || r.decided == nil {
		return
	}
	threshold := r.options.Check
	if threshold == "" {
		threshold = plan.Warning
	}
	judged := sync.OnceValue(r.judged) // Most runs find nothing to ask for.
	in := r.checkInput(r.whole())
	in.Only = func(ref plan.Ref) bool { return judged()[ref] != plan.Source{} }
	in.Least = threshold
	outcome := check.Run(in)
	for i := range outcome.Findings {
		outcome.Findings[i].Source = judged()[outcome.Findings[i].Ref]
	}
	for _, finding := range r.weigh(outcome.Findings) {
		if finding.Severity.AtLeast(threshold) {
			r.findings = append(r.findings, finding)
		}
	}
}

// judged are the objects that the run answers for, with the field that asks for each.
func (r *run) judged() map[plan.Ref]plan.Source {
	sources := map[plan.Ref]plan.Source{}
	if r.options.Scope != plan.Infrastructure {
		for i := range r.decided.Groups {
			group := &r.decided.Groups[i]
			for _, machine := range group.Machines {
				sources[machine.Ref] = plan.Source{Intent: group.Intent, Field: "spec.machines"}
			}
		}
	}
	for _, i := range r.made {
		if r.options.Scope == "" || r.options.Scope == i.source.Scope {
			sources[i.ref] = i.source.Source
		}
	}
	return sources
}

// whole is everything there will be: what a run about the other scope makes is needed
// to judge what this one makes, and what no intent wants any more is not.
func (r *run) whole() []*item {
	whole, owners := append(make([]*item, 0, len(r.made)+len(r.final)), r.made...), r.owners()
	made := make(map[plan.Ref]bool, len(r.made))
	for _, i := range r.made {
		made[Identity(i.ref)] = true
	}
	for _, i := range r.final {
		if !made[Identity(i.ref)] && !owners[i.owner] {
			whole = append(whole, i)
		}
	}
	return whole
}

// field is a field of an object, or a reason to speak of it.
type field struct {
	object plan.Ref
	path   string
}

// weigh makes hints of warnings about what an intent states, for that is a decision and no
// oversight, and leaves out what the plan has told of the same field or of the intent.
func (r *run) weigh(findings []plan.Finding) []plan.Finding {
	if len(findings) == 0 {
		return nil
	}
	told, stated := r.toldAndStated()
	var weighed []plan.Finding
	for _, finding := range findings {
		switch {
		case finding.Severity == plan.Error:
		case told[field{finding.Ref, finding.Path.String()}], told[field{finding.Source.Intent, finding.ID}]:
			continue
		case isStated(stated, finding):
			finding.Severity = plan.Info
		}
		weighed = append(weighed, finding)
	}
	return weighed
}

// toldAndStated are the fields and reasons that were spoken of, and the fields that the
// intents state.
func (r *run) toldAndStated() (told, stated map[field]bool) {
	told, stated = map[field]bool{}, map[field]bool{}
	for _, finding := range r.findings {
		if finding.Severity != plan.Info {
			told[field{finding.Ref, finding.Path.String()}] = true
			told[field{finding.Source.Intent, finding.ID}] = true
		}
	}
	for _, part := range r.edits {
		for _, edit := range part {
			if edit.Mode == plan.Set || edit.Mode == plan.Insert {
				stated[field{edit.Target, edit.Path.String()}] = true
			}
		}
	}
	return told, stated
}

// isStated says whether a field was written that a finding is about, or one that holds it.
func isStated(stated map[field]bool, finding plan.Finding) bool {
	for end := len(finding.Path); end > 0; end-- {
		if stated[field{finding.Ref, finding.Path[:end].String()}] {
			return true
		}
	}
	return false
}

// checkInput is what a check of these items sees.
func (r *run) checkInput(items []*item) check.Input {
	in := check.Input{
		Items: make([]plan.Item, 0, len(items)), Facts: r.knownFacts(), Plan: r.decided, Policies: r.policies,
		Makers: sync.OnceValue(func() map[plan.Ref]plan.Ref { return makers(items) }),
	}
	failed := r.failed()
	for _, i := range items {
		root := i.object.Root()
		if failed {
			root = i.root // what was done to the object meanwhile does not count
		}
		in.Items = append(in.Items, plan.Item{Ref: i.ref, Root: root, LocalConfig: i.local})
	}
	return in
}

// makers are the intents that own items.
func makers(items []*item) map[plan.Ref]plan.Ref {
	owned := map[plan.Ref]plan.Ref{}
	for _, i := range items {
		if maker, made := markedRef(i.owner); made {
			owned[i.ref] = maker
		}
	}
	return owned
}

// markedRef is the intent that an owner mark names.
func markedRef(mark string) (plan.Ref, bool) {
	parts := strings.Split(mark, "/")
	if len(parts) != 3 {
		return plan.Ref{}, false
	}
	return plan.Ref{APIVersion: v1alpha1.APIVersion, Kind: parts[0], Namespace: parts[1], Name: parts[2]}, true
}
