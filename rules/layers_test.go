// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/document"
	"vmha.dev/vmha/internal/golden"
)

// layersDocument is the table of the layers that see the measured mistakes.
const layersDocument = "../docs/layers.md"

const (
	layersBegin, layersEnd = "<!-- layers:begin -->\n", "<!-- layers:end -->"

	// layers are those of KubeVirt, whose columns stand behind the number and the peculiarity.
	firstLayer, layers = 2, 3
)

// TestLayers keeps the last column of the table of layers in step with the rules, and its last row with the rest.
func TestLayers(t *testing.T) {
	text, err := os.ReadFile(layersDocument)
	require.NoError(t, err)
	head, rest, begins := strings.Cut(string(text), layersBegin)
	table, tail, ends := strings.Cut(rest, layersEnd)
	require.True(t, begins && ends, "%s has no place for the table", layersDocument)
	rows := strings.Split(strings.TrimSpace(table), "\n")
	require.GreaterOrEqual(t, len(rows), defects+2)
	var b strings.Builder
	b.WriteString(strings.Join(rows[:2], "\n") + "\n")
	var caught [layers + 1]int
	for i, row := range rows[2 : defects+2] {
		cells := strings.Split(strings.Trim(row, "| "), " | ")
		require.GreaterOrEqual(t, len(cells), firstLayer+layers, row)
		require.Equal(t, fmt.Sprintf("%02d", i+1), cells[0], "the rows are numbered as the manifests are")
		for layer, says := range cells[firstLayer : firstLayer+layers] {
			require.Contains(t, []string{"accepts", "rejects", "-", "n/a"}, says, row)
			if says == "rejects" {
				caught[layer]++
			}
		}
		says := saidAbout(t, cells[0])
		if says != "silent" {
			caught[layers]++
		}
		fmt.Fprintf(&b, "| %s | %s |\n", strings.Join(cells[:firstLayer+layers], " | "), says)
	}
	fmt.Fprintf(&b, "| | found | %d | %d | %d | %d |\n", caught[0], caught[1], caught[2], caught[layers])
	want := head + layersBegin + b.String() + layersEnd + tail
	if golden.Updating() {
		require.NoError(t, os.WriteFile(layersDocument, []byte(want), 0o600))
		return
	}
	require.Equal(t, want, string(text), "%s is stale; review and run: go test ./rules -update", layersDocument)
}

// saidAbout is what the rules say about the manifest of a number.
func saidAbout(t *testing.T, number string) string {
	files, err := filepath.Glob(filepath.Join("testdata", "defects", number+"-*.yaml"))
	require.NoError(t, err)
	require.Len(t, files, 1)
	text, err := os.ReadFile(files[0])
	require.NoError(t, err)
	stream, err := document.Parse(text)
	require.NoError(t, err)
	findings := Findings(NewWorld(itemsOf(stream), Facts{}, nil))
	if len(findings) == 0 {
		return "silent"
	}
	return fmt.Sprintf("%s: `%s`", findings[0].Severity, findings[0].ID)
}
