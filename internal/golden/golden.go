// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

// Package golden compares what a test makes with files that were reviewed.
package golden

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write golden files instead of comparing with them")

// Updating says whether golden files are written.
func Updating() bool { return *update }

// Cases runs a test for each folder below dir, and fails where there is none.
func Cases(t *testing.T, dir string, test func(t *testing.T, dir string)) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	cases := slices.DeleteFunc(entries, func(e os.DirEntry) bool { return !e.IsDir() })
	require.NotEmpty(t, cases, "no golden case below %s", dir)
	for _, entry := range cases {
		t.Run(entry.Name(), func(t *testing.T) { test(t, filepath.Join(dir, entry.Name())) })
	}
}

// Folder fails where a folder holds files that no test reads.
func Folder(t *testing.T, dir string, known ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	for _, entry := range entries {
		require.Contains(t, known, entry.Name(), "an orphan file in %s", dir)
	}
}

// Compare compares a result with a golden file; no result means no file.
func Compare(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		write(t, path, got)
		return
	}
	want, err := os.ReadFile(path)
	if os.IsNotExist(err) {
		want, err = nil, nil
	}
	require.NoError(t, err)
	require.Equal(t, string(want), got, "%s is stale; review and run: make golden", path)
}

func write(t *testing.T, path, got string) {
	t.Helper()
	if got == "" {
		if err := os.Remove(path); !os.IsNotExist(err) {
			require.NoError(t, err)
		}
		return
	}
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
	require.NoError(t, os.WriteFile(path, []byte(got), 0o600))
}
