// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package check

import (
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/document"
	"vmha.dev/vmha/plan"
	"vmha.dev/vmha/rules"
)

const machines = `
apiVersion: kubevirt.io/v1
kind: VirtualMachine
metadata: {name: web, namespace: shop}
spec:
  running: true
  template: {spec: {architecture: amd64, evictionStrategy: LiveMigrate, domain: {machine: {type: q35}, memory: {guest: 1Gi}, devices: {interfaces: [{name: a, masquerade: {}}]}}, networks: [{name: a, pod: {}}]}}
---
apiVersion: kubevirt.io/v1
kind: VirtualMachine
metadata: {name: db, namespace: shop, annotations: {waive.vmha.dev/running-deprecated: " the provisioner writes it "}}
spec:
  running: true
  template: {spec: {architecture: amd64, evictionStrategy: LiveMigrate, domain: {machine: {type: q35}, memory: {guest: 1Gi}, devices: {interfaces: [{name: a, masquerade: {}}]}}, networks: [{name: a, pod: {}}]}}
`

func input(t *testing.T, text string, policies ...v1alpha1.HighAvailabilityCheckSpec) Input {
	t.Helper()
	stream, err := document.Parse([]byte(text))
	require.NoError(t, err)
	in := Input{Facts: rules.Facts{}}
	for _, object := range stream.Objects() {
		root := object.Root()
		meta := root.Get("metadata")
		in.Items = append(in.Items, plan.Item{Root: root, Ref: plan.Ref{
			APIVersion: root.Get("apiVersion").Text(), Kind: root.Get("kind").Text(), Namespace: meta.Get("namespace").Text(), Name: meta.Get("name").Text(),
		}})
	}
	for _, spec := range policies {
		spec.Default()
		policy := &v1alpha1.HighAvailabilityCheck{Spec: spec}
		policy.Name = "policy"
		in.Policies = append(in.Policies, policy)
	}
	return in
}

// told writes findings as severity, ID and object.
func told(findings []plan.Finding) []string {
	lines := []string{}
	for _, f := range findings {
		lines = append(lines, string(f.Severity)+" "+f.ID+" "+f.Ref.String())
	}
	return lines
}

func TestAnnotationWaives(t *testing.T) {
	outcome := Run(input(t, machines))
	require.Equal(t, []string{"warning running-deprecated VirtualMachine shop/web"}, told(outcome.Findings))
	require.Len(t, outcome.Waived, 1)
	require.Equal(t, "the provisioner writes it", outcome.Waived[0].Reason)
	require.Equal(t, plan.Error, outcome.FailOn)
}

func TestPolicies(t *testing.T) {
	web := "VirtualMachine shop/web"
	waive := func(w v1alpha1.Waiver) v1alpha1.HighAvailabilityCheckSpec {
		w.Reason = "known"
		return v1alpha1.HighAvailabilityCheckSpec{Waivers: []v1alpha1.Waiver{w}}
	}
	severity := func(s v1alpha1.RuleSeverity) v1alpha1.HighAvailabilityCheckSpec {
		return v1alpha1.HighAvailabilityCheckSpec{Severities: map[string]v1alpha1.RuleSeverity{"running-deprecated": s}}
	}
	for _, test := range []struct {
		reason string
		policy v1alpha1.HighAvailabilityCheckSpec
		want   []string
	}{
		{"all objects", waive(v1alpha1.Waiver{Rule: "running-deprecated"}), []string{}},
		{"this object", waive(v1alpha1.Waiver{Rule: "running-deprecated", Kind: "VirtualMachine", Namespace: "shop", Name: "web"}), []string{}},
		{"another name", waive(v1alpha1.Waiver{Rule: "running-deprecated", Name: "api"}), []string{"warning waiver-without-effect HighAvailabilityCheck policy", "warning running-deprecated " + web}},
		{"another kind", waive(v1alpha1.Waiver{Rule: "running-deprecated", Kind: "Service"}), []string{"warning waiver-without-effect HighAvailabilityCheck policy", "warning running-deprecated " + web}},
		{"another namespace", waive(v1alpha1.Waiver{Rule: "running-deprecated", Namespace: "other"}), []string{"warning waiver-without-effect HighAvailabilityCheck policy", "warning running-deprecated " + web}},
		{"both waivers count as used", waive(v1alpha1.Waiver{Rule: "running-deprecated", Name: "db"}), []string{"warning running-deprecated " + web}},
		{"no such rule", waive(v1alpha1.Waiver{Rule: "run-deprecated"}), []string{"warning unknown-rule HighAvailabilityCheck policy", "warning running-deprecated " + web}},
		{"worse here", severity(v1alpha1.SeverityError), []string{"error running-deprecated " + web}},
		{"a hint here", severity(v1alpha1.SeverityInfo), []string{"info running-deprecated " + web}},
		{"switched off, so the annotation of db is of no use", severity(v1alpha1.SeverityIgnore), []string{"warning waiver-without-effect VirtualMachine shop/db"}},
	} {
		require.Equal(t, test.want, told(Run(input(t, machines, test.policy)).Findings), test.reason)
	}
}

// TestFailOn: of several policies the strictest counts.
func TestFailOn(t *testing.T) {
	for _, test := range []struct {
		thresholds []v1alpha1.FailureThreshold
		want       plan.Severity
	}{
		{nil, plan.Error},
		{[]v1alpha1.FailureThreshold{""}, plan.Error},
		{[]v1alpha1.FailureThreshold{v1alpha1.FailOnWarning}, plan.Warning},
		{[]v1alpha1.FailureThreshold{v1alpha1.FailOnInfo, v1alpha1.FailOnError}, plan.Info},
	} {
		var policies []v1alpha1.HighAvailabilityCheckSpec
		for _, threshold := range test.thresholds {
			policies = append(policies, v1alpha1.HighAvailabilityCheckSpec{FailOn: threshold})
		}
		require.Equal(t, test.want, Run(input(t, machines, policies...)).FailOn)
	}
}

// TestOnly: a run about some objects says nothing about waivers of others.
func TestOnly(t *testing.T) {
	in := input(t, machines, v1alpha1.HighAvailabilityCheckSpec{Waivers: []v1alpha1.Waiver{{Rule: "no-grace-period", Reason: "x"}}})
	in.Only = func(ref plan.Ref) bool { return ref.Name == "db" }
	outcome := Run(in)
	require.Empty(t, outcome.Findings)
	require.Len(t, outcome.Waived, 1)
}

// TestIntentWaives: what stands on an intent is about what it makes and about its machines.
func TestIntentWaives(t *testing.T) {
	intent := plan.Ref{APIVersion: v1alpha1.APIVersion, Kind: v1alpha1.KindHighAvailability, Namespace: "shop", Name: "front"}
	in := input(t, machines+`
---
apiVersion: vmha.dev/v1alpha1
kind: HighAvailability
metadata: {name: front, namespace: shop, annotations: {waive.vmha.dev/running-deprecated: a test system}}
`)
	web := in.Items[0]
	in.Makers = func() map[plan.Ref]plan.Ref { return map[plan.Ref]plan.Ref{web.Ref: intent} }
	require.Empty(t, Run(in).Findings)
	in.Makers = nil
	in.Plan = &plan.Plan{Groups: []plan.Group{{Intent: intent, Machines: []plan.Machine{{Item: web}}}}}
	require.Empty(t, Run(in).Findings)
}

func TestFixes(t *testing.T) {
	in := input(t, machines)
	outcome := Run(in)
	fixes := outcome.Fixes()
	require.Len(t, fixes, 1, "what is waived is not mended")
	require.Equal(t, "web", fixes[0].Edits[0].Target.Name)

	in.Makers = func() map[plan.Ref]plan.Ref {
		return map[plan.Ref]plan.Ref{in.Items[0].Ref: {Kind: "HighAvailability", Name: "front"}}
	}
	outcome = Run(in)
	require.Empty(t, outcome.Fixes(), "an intent would make it anew")
}

func TestClash(t *testing.T) {
	target := plan.Ref{Name: "web"}
	edit := func(path string, value any) plan.Edit {
		return plan.Edit{Target: target, Path: plan.Fields(path), Value: value}
	}
	taken := map[plan.Ref][]plan.Edit{target: {edit("spec.a", "x")}}
	require.False(t, clash(taken, []plan.Edit{edit("spec.a", "x")}), "the same")
	require.False(t, clash(taken, []plan.Edit{edit("spec.b", "y")}), "elsewhere")
	require.True(t, clash(taken, []plan.Edit{edit("spec.a", "y")}), "another value")
	require.True(t, clash(taken, []plan.Edit{edit("spec.a.b", "y")}), "below")
	require.True(t, clash(taken, []plan.Edit{{Target: target, Path: plan.Fields("spec"), Mode: plan.Remove}}), "above")
}

// TestNotes: what is told besides the rules has a name of its own and a document.
func TestNotes(t *testing.T) {
	for _, note := range Notes {
		_, isRule := rules.Find(note.ID)
		require.False(t, isRule, note.ID)
		found, ok := Find(note.ID)
		require.True(t, ok)
		require.NotEmpty(t, found.Title)
		require.NotEmpty(t, found.Why)
	}
	_, ok := Find("running-deprecated")
	require.True(t, ok)
	_, ok = Find("no-such-rule")
	require.False(t, ok)
}
