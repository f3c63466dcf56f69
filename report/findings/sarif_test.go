// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package findings

import (
	"encoding/json"
	"testing"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/plan"
)

func sample() Report {
	machine := plan.Ref{APIVersion: "kubevirt.io/v1", Kind: "VirtualMachine", Namespace: "shop", Name: "web"}
	running := Finding{
		Finding: plan.Finding{
			ID: "running-deprecated", Severity: plan.Warning, Ref: machine, Path: plan.Fields("spec.running"),
			Message: "running is deprecated", Current: true, Proposed: "Always",
		},
		Place:   Place{File: "./vms/a b.yaml", Line: 7, Column: 12, Text: "  running: true"},
		Fixable: true, Restart: true,
	}
	waived := running
	waived.Reason = "the provisioner writes it"
	return Report{
		Findings: []Finding{
			{Finding: plan.Finding{ID: "unknown-reason", Severity: plan.Error, Ref: machine, Message: "two\nlines\x1b[31m"}},
			running,
			{Finding: plan.Finding{ID: "disk-dies-with-machine", Severity: plan.Info, Ref: machine, Message: "a hint"}, Place: Place{File: "built"}},
		},
		Waived: []Finding{waived}, Files: 2, Objects: 3, FailOn: plan.Warning, Version: "v0.1.0",
	}
}

// TestSARIFIsValid holds the report against the schema of SARIF 2.1.0 that the library embeds.
func TestSARIFIsValid(t *testing.T) {
	for name, r := range map[string]Report{"nothing": {}, "everything": sample()} {
		text, err := SARIF(r)
		require.NoError(t, err, name)
		document, err := sarif.FromBytes(text, sarif.WithStrictValidation())
		require.NoError(t, err, name)
		require.NoError(t, document.Validate(), name)
	}
}

func TestSARIFSays(t *testing.T) {
	text, err := SARIF(sample())
	require.NoError(t, err)
	var document sarif.Report
	require.NoError(t, json.Unmarshal(text, &document))
	run := document.Runs[0]
	require.Equal(t, "vmha", *run.Tool.Driver.Name)
	require.Equal(t, "v0.1.0", *run.Tool.Driver.Version)
	require.Len(t, run.Tool.Driver.Rules, 2, "a rule is described once, and a reason that is no rule is not")
	require.Len(t, run.Results, 4)
	require.Equal(t, "error", run.Results[0].Level)
	require.Equal(t, "two lines?[31m", *run.Results[0].Message.Text)
	require.Equal(t, "vms/a%20b.yaml", *run.Results[1].Locations[0].PhysicalLocation.ArtifactLocation.URI)
	require.Equal(t, 7, *run.Results[1].Locations[0].PhysicalLocation.Region.StartLine)
	require.Equal(t, "note", run.Results[2].Level)
	require.Equal(t, "the provisioner writes it", *run.Results[3].Suppressions[0].Justification)
	require.Empty(t, run.Results[1].Suppressions)
}
