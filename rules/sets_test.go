// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"vmha.dev/vmha/document"
	"vmha.dev/vmha/internal/golden"
	"vmha.dev/vmha/plan"
)

// leastSamples is how many sets after public documentation there must be.
const leastSamples = 30

// samples is the document that sums them up.
const samples = "../docs/decisions/0007-public-samples.md"

// TestSamples keeps the document of the sets after public documentation in step: each has its
// source, and for each rule that gives an error or a warning it says why that is right.
func TestSamples(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "sets", "public-*"+suffix))
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(files), leastSamples)
	text, err := os.ReadFile(samples)
	require.NoError(t, err)
	head, rest, found := strings.Cut(string(text), "<!-- samples:begin -->\n")
	_, tail, ended := strings.Cut(rest, "<!-- samples:end -->")
	require.True(t, found && ended, "%s has no place for the table", samples)
	var table strings.Builder
	table.WriteString("| set | after | errors | warnings | hints |\n| --- | --- | --- | --- | ---: |\n")
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		require.NoError(t, err)
		source, isSource := strings.CutPrefix(strings.TrimSpace(string(archive.Comment)), "Source: ")
		require.True(t, isSource && strings.Contains(source, "https://"), "%s names no source", file)
		found := map[string][]string{}
		for line := range strings.Lines(string(archive.Files[1].Data)) {
			words := strings.Fields(line)
			if id, severity := "`"+words[0]+"`", words[1]; !slices.Contains(found[severity], id) {
				found[severity] = append(found[severity], id)
			}
			if words[1] != "info" {
				require.Contains(t, head+tail, "**"+words[0]+"**", "%s: say in %s why this is right, or mend the rule", file, samples)
			}
		}
		name := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(file), "public-"), suffix)
		fmt.Fprintf(&table, "| %s | %s | %s | %s | %d |\n", name, source, strings.Join(found["error"], ", "), strings.Join(found["warning"], ", "), len(found["info"]))
	}
	want := head + "<!-- samples:begin -->\n" + table.String() + "<!-- samples:end -->" + tail
	if golden.Updating() {
		require.NoError(t, os.WriteFile(samples, []byte(want), 0o600))
		return
	}
	require.Equal(t, want, string(text), "%s is stale; review and run: go test ./rules -update", samples)
}

// TestSets runs all rules on whole sets of manifests. What is known to be good gives no error.
func TestSets(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "sets", "*"+suffix))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), suffix), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			require.NoError(t, err)
			require.Len(t, archive.Files, 2)
			stream, err := document.Parse(archive.Files[0].Data)
			require.NoError(t, err)
			findings := Findings(NewWorld(itemsOf(stream), Facts{}, nil))
			if good := strings.Contains(file, "good-"); good {
				require.False(t, plan.HasErrors(findings), lines(findings))
			}
			var all strings.Builder
			for _, finding := range findings {
				all.WriteString(finding.ID + " " + lines([]plan.Finding{finding}))
			}
			got := all.String()
			if golden.Updating() {
				archive.Files[1].Data = []byte(got)
				require.NoError(t, os.WriteFile(file, txtar.Format(archive), 0o600))
				return
			}
			require.Equal(t, string(archive.Files[1].Data), got, "%s is stale; review and run: go test ./rules -update", file)
		})
	}
}
