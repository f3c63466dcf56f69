// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"strings"

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
	sources := map[plan.Ref]plan.Source{}
	for _, group := range r.decided.Groups {
		for _, machine := range group.Machines {
			sources[machine.Ref] = plan.Source{Intent: group.Intent, Field: "spec.machines"}
		}
	}
	for _, i := range r.made {
		sources[i.ref] = i.source.Source
	}
	in := r.checkInput(r.final)
	in.Only = func(ref plan.Ref) bool { return sources[ref] != plan.Source{} }
	outcome := check.Run(in)
	for _, finding := range outcome.Findings {
		if finding.Severity.AtLeast(threshold) {
			finding.Source = sources[finding.Ref]
			r.findings = append(r.findings, finding)
		}
	}
}

// checkInput is what a check of these items sees.
func (r *run) checkInput(items []*item) check.Input {
	in := check.Input{Facts: r.knownFacts(), Plan: r.decided, Policies: r.policies, Makers: map[plan.Ref]plan.Ref{}}
	for _, i := range items {
		in.Items = append(in.Items, plan.Item{Ref: i.ref, Root: i.object.Root(), LocalConfig: i.local})
		if maker, made := markedRef(i.owner); made {
			in.Makers[i.ref] = maker
		}
	}
	return in
}

// markedRef is the intent that an owner mark names.
func markedRef(mark string) (plan.Ref, bool) {
	parts := strings.Split(mark, "/")
	if len(parts) != 3 {
		return plan.Ref{}, false
	}
	return plan.Ref{APIVersion: v1alpha1.APIVersion, Kind: parts[0], Namespace: parts[1], Name: parts[2]}, true
}
