// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/document"
)

// defects are the mistakes whose fate in KubeVirt's own layers was measured
// (domain catalogue, virtual machines, section 2).
const defects = 60

// TestDefects finds each of the measured mistakes by the rule that its first line names, and
// by no other: one cause is told once. What is no mistake gives nothing at all.
func TestDefects(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "defects", "*.yaml"))
	require.NoError(t, err)
	require.Len(t, files, defects)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			first, _, _ := strings.Cut(string(text), "\n")
			want := strings.TrimPrefix(first, "# want: ")
			stream, err := document.Parse(text)
			require.NoError(t, err)
			findings := Findings(NewWorld(itemsOf(stream), Facts{}, nil))
			if want == "none" {
				require.Empty(t, lines(findings), "this is no mistake")
				return
			}
			_, known := Find(want)
			require.True(t, known, "there is no rule %s", want)
			var ids []string
			for _, finding := range findings {
				ids = append(ids, finding.ID)
			}
			require.Equal(t, []string{want}, slices.Compact(ids), lines(findings))
		})
	}
}
