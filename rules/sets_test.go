// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"vmha.dev/vmha/document"
	"vmha.dev/vmha/internal/golden"
	"vmha.dev/vmha/plan"
)

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
