// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package findings

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"path"
	"slices"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"vmha.dev/vmha/check"
	"vmha.dev/vmha/plan"
	"vmha.dev/vmha/rules"
)

const home = "https://vmha.dev"

// levels are the severities in SARIF's words.
var levels = map[plan.Severity]string{plan.Error: "error", plan.Warning: "warning", plan.Info: "note"}

// SARIF writes the report in the Static Analysis Results Interchange Format 2.1.0, which
// code scanning reads. Waived findings are there, with their reason, as suppressed.
func SARIF(r Report) ([]byte, error) {
	run := sarif.NewRunWithInformationURI("vmha", home)
	if r.Version != "" {
		run.Tool.Driver.WithVersion(r.Version)
	}
	columns := "unicodeCodePoints"
	run.ColumnKind = &columns
	described := map[string]bool{}
	for _, f := range slices.Concat(r.Findings, r.Waived) {
		if rule, found := check.Find(f.ID); found && !described[f.ID] {
			described[f.ID] = true
			describe(run, rule)
		}
		run.AddResult(result(f))
	}
	document := sarif.NewReport().AddRun(run)
	var b bytes.Buffer
	err := document.PrettyWrite(&b)
	return append(b.Bytes(), '\n'), err
}

func describe(run *sarif.Run, rule rules.Rule) {
	descriptor := run.AddRule(rule.ID).
		WithShortDescription(sarif.NewMultiformatMessageString().WithText(rule.Title)).
		WithFullDescription(sarif.NewMultiformatMessageString().WithText(rule.Why)).
		WithDefaultConfiguration(sarif.NewReportingConfiguration().WithLevel(levels[rule.Severity]))
	if len(rule.Links) > 0 {
		descriptor.WithHelpURI(rule.Links[0])
	}
	properties := sarif.NewPropertyBag()
	properties.Add("tags", []string{string(rule.Topic)})
	descriptor.WithProperties(properties)
}

func result(f Finding) *sarif.Result {
	message := plan.OneLine(f.Message)
	if v := values(f.Finding); v != "" {
		message += " (" + v + ")"
	}
	logical := sarif.NewLogicalLocation().WithKind("resource").WithFullyQualifiedName(about(f.Finding))
	location := sarif.NewLocation().WithLogicalLocations([]*sarif.LogicalLocation{logical})
	if f.Place.File != "" {
		location.WithPhysicalLocation(physical(f.Place))
	}
	res := sarif.NewRuleResult(f.ID).
		WithLevel(levels[f.Severity]).
		WithMessage(sarif.NewTextMessage(message)).
		WithLocations([]*sarif.Location{location})
	res.PartialFingerprints = map[string]string{"vmhaFinding/v1": fingerprint(f.Finding)}
	if f.Reason != "" {
		res.AddSuppression(sarif.NewSuppression().WithKind("external").WithJustification(f.Reason))
	}
	return res
}

func physical(p Place) *sarif.PhysicalLocation {
	uri := url.URL{Path: path.Clean(p.File)}
	location := sarif.NewPhysicalLocation().WithArtifactLocation(sarif.NewArtifactLocation().WithURI(uri.String()))
	if p.Line > 0 {
		location.WithRegion(sarif.NewRegion().WithStartLine(p.Line).WithStartColumn(max(p.Column, 1)))
	}
	return location
}

// fingerprint stays the same when lines move.
func fingerprint(f plan.Finding) string {
	sum := sha256.Sum256([]byte(f.ID + "\x00" + f.Ref.String() + "\x00" + f.Path.String() + "\x00" + f.Message))
	return hex.EncodeToString(sum[:16])
}
