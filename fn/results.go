// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"encoding/json"
	"slices"
	"strings"

	sdk "github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"vmha.dev/vmha/plan"
)

// deeds are the findings that tell what a run did.
var deeds = []string{"changed", "kept", "left", "needs-restart", "pruned", "restored"}

// report sorts the findings and says where each stands.
func (r *run) report() {
	if r.failed() { // Nothing is written: what was about to be done is no news.
		r.findings = slices.DeleteFunc(r.findings, func(f plan.Finding) bool { return slices.Contains(deeds, f.ID) })
	}
	plan.SortFindings(r.findings)
	r.outcome.Findings = make([]Finding, 0, len(r.findings))
	for _, finding := range r.findings {
		r.outcome.Findings = append(r.outcome.Findings, r.locate(finding))
	}
}

// locate says where a finding stands.
func (r *run) locate(finding plan.Finding) Finding {
	located := Finding{Finding: finding}
	i := r.read[finding.Ref]
	if i == nil && r.config != nil && r.config.ref == finding.Ref {
		i = r.config
	}
	if i != nil {
		located.Object = i.object
		located.Line, located.Column = i.position(finding.Path)
	} else if asker := r.read[finding.Source.Intent]; asker != nil {
		located.Asker = asker.object
		located.Line, located.Column = asker.position(plan.Fields(finding.Source.Field))
	}
	return located
}

// Text is the finding on one line: severity, object, field, message, reason.
func (f Finding) Text() string {
	var b strings.Builder
	b.WriteString(string(f.Severity) + ": ")
	if f.Ref.Kind != "" || f.Ref.Name != "" {
		b.WriteString(f.Ref.String() + ": ")
	}
	if path := f.Path.String(); path != "" && !strings.Contains(f.Message, path) {
		b.WriteString(path + ": ")
	}
	b.WriteString(f.Message + " (" + f.ID + ")")
	return plan.OneLine(b.String())
}

// results are the findings as the protocol has them.
func results(findings []Finding) sdk.Results {
	all := make(sdk.Results, 0, len(findings))
	for _, finding := range findings {
		all = append(all, result(finding))
	}
	return all
}

func result(f Finding) *sdk.Result {
	res := &sdk.Result{
		Message:  plan.OneLine(f.Message),
		Severity: sdk.Severity(f.Severity),
		ResourceRef: &sdk.ResourceRef{
			APIVersion: f.Ref.APIVersion, Kind: f.Ref.Kind, Namespace: f.Ref.Namespace, Name: f.Ref.Name,
		},
		Tags: map[string]string{"id": f.ID},
	}
	if f.Source.Field != "" {
		res.Tags["source"] = f.Source.Field
	}
	if path := f.Path.String(); path != "" {
		res.Field = &sdk.Field{Path: path, CurrentValue: plain(f.Current), ProposedValue: plain(f.Proposed)}
	}
	if f.Object != nil {
		marks := plan.At(f.Object.Root(), annotationsPath)
		if path := pathOf(marks); path != "" {
			res.File = &sdk.File{Path: path, Index: indexOf(marks)}
		}
	}
	return res
}

// plain turns a value, perhaps a typed one, into scalars, lists and maps.
func plain(value any) any {
	switch value.(type) {
	case nil, string, bool, int, int32, int64:
		return value
	}
	text, err := json.Marshal(value)
	if err != nil {
		return nil
	}
	var generic any
	if json.Unmarshal(text, &generic) != nil {
		return nil
	}
	return generic
}
