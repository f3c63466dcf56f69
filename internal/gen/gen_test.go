// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// root of the repository, seen from here.
const root = "../.."

// TestGenerated fails when a derived file is not what the CRDs make of it.
func TestGenerated(t *testing.T) {
	for _, f := range files {
		t.Run(f.path, func(t *testing.T) {
			want, err := f.make(root)
			require.NoError(t, err)
			if want == nil {
				return
			}
			got, err := os.ReadFile(filepath.Join(root, f.path))
			require.NoError(t, err, "run: make generate")
			if string(got) != string(want) {
				t.Errorf("%s is stale; run: make generate", f.path)
			}
		})
	}
}

// copyCRDs makes a root that holds nothing but the CRDs and the examples of the rules.
func copyCRDs(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "schemas", "compact"), 0o750))
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "docs"), 0o750))
	examples, err := filepath.Abs(filepath.Join(root, "rules"))
	require.NoError(t, err)
	require.NoError(t, os.Symlink(examples, filepath.Join(dir, "rules")))
	for _, k := range kinds {
		crd, err := os.ReadFile(filepath.Join(root, k.crd))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(dir, k.crd), crd, 0o600))
	}
	return dir
}

func TestWriteWithoutReadme(t *testing.T) {
	dir := copyCRDs(t)
	require.NoError(t, write(dir))
	assert.FileExists(t, filepath.Join(dir, "schemas/highavailability.json"))
	assert.NoFileExists(t, filepath.Join(dir, "README.md"))
}

func TestReadme(t *testing.T) {
	dir := copyCRDs(t)
	path := filepath.Join(dir, "README.md")
	for _, test := range []struct{ reason, text, want, err string }{
		{reason: "no place for tables", text: "# vmha\n", want: "# vmha\n"},
		{reason: "half a place", text: "a\n" + fieldsBegin + "\nb\n", err: "README.md: <!-- fields:begin --> stands there, but no <!-- fields:end --> after it"},
		{
			reason: "what stands around the tables stays",
			text:   "before\n" + fieldsBegin + "\nold\n" + fieldsEnd + "\nafter\n",
			want:   "before\n" + fieldsBegin + "\n" + tables(t) + fieldsEnd + "\nafter\n",
		},
	} {
		t.Run(test.reason, func(t *testing.T) {
			require.NoError(t, os.WriteFile(path, []byte(test.text), 0o600))
			err := write(dir)
			if test.err != "" {
				require.EqualError(t, err, test.err)
				return
			}
			require.NoError(t, err)
			got, err := os.ReadFile(path)
			require.NoError(t, err)
			assert.Equal(t, test.want, string(got))
		})
	}
}

func tables(t *testing.T) string {
	t.Helper()
	text, err := shortTables(root)
	require.NoError(t, err)
	assert.Contains(t, string(text), "\n| `spec.survive.nodeFailure.runStrategy` |  | `Always`, `RerunOnFailure` |")
	assert.NotContains(t, string(text), "matchLabels", "the fields of upstream types are left out")
	return string(text)
}

func TestPatternWithoutMessage(t *testing.T) {
	err := translate(node{"type": "object", "properties": map[string]any{"name": map[string]any{"type": "string", "pattern": "^x$"}}}, "Kind")
	require.EqualError(t, err, "Kind.name: the pattern ^x$ has no message; add it to patternMessages in internal/gen/patterns.go")
}
