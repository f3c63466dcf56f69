// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package check

import (
	"maps"
	"slices"
	"strings"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
	"vmha.dev/vmha/rules"
)

// ignored is the severity of a rule that is switched off.
const ignored plan.Severity = "ignore"

// settings are how findings are judged.
type settings struct {
	failOn     plan.Severity
	severities map[string]plan.Severity
	waivers    waivers
	findings   []plan.Finding
}

func readSettings(in Input) *settings {
	s := &settings{failOn: plan.Error, severities: map[string]plan.Severity{}, waivers: newWaivers(in)}
	for _, policy := range in.Policies {
		s.read(policy)
	}
	for _, item := range in.Items {
		s.readAnnotations(item)
	}
	return s
}

func (s *settings) read(policy *v1alpha1.HighAvailabilityCheck) {
	ref := plan.Ref{APIVersion: v1alpha1.APIVersion, Kind: v1alpha1.KindHighAvailabilityCheck, Namespace: policy.Namespace, Name: policy.Name}
	if failOn := severityOf(string(policy.Spec.FailOn)); s.failOn.AtLeast(failOn) {
		s.failOn = failOn // the strictest of several
	}
	for _, id := range slices.Sorted(maps.Keys(policy.Spec.Severities)) {
		path := plan.Fields("spec.severities").Key(id)
		if s.known(id, ref, path) {
			s.severities[id] = severityOf(string(policy.Spec.Severities[id]))
		}
	}
	for i, w := range policy.Spec.Waivers {
		path := plan.Fields("spec.waivers").Index(i)
		if s.known(w.Rule, ref, path.Key("rule")) {
			s.waivers.add(&waiver{rule: w.Rule, reason: w.Reason, ref: ref, path: path, kind: w.Kind, namespace: w.Namespace, name: w.Name})
		}
	}
}

// severityOf reads a severity as the API writes it.
func severityOf(word string) plan.Severity { return plan.Severity(strings.ToLower(word)) }

// known says whether there is a rule of this name, and complains if there is none.
func (s *settings) known(id string, ref plan.Ref, path plan.Path) bool {
	if _, found := rules.Find(id); found {
		return true
	}
	s.findings = append(s.findings, plan.Finding{
		ID: unknownRule.ID, Severity: unknownRule.Severity, Ref: ref, Path: path, Current: id,
		Message: "there is no rule " + id + "; vmha rules lists them all",
	})
	return false
}
