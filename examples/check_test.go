// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package examples_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/internal/exampletest"
)

// TestCheckInKustomize puts the check behind the function, as the last of the transformers:
// it changes nothing, and what it is told to fail on fails the build.
func TestCheckInKustomize(t *testing.T) {
	want, err := os.ReadFile(filepath.Join(recorded, "web-pair.yaml"))
	require.NoError(t, err)
	passing := checked(t, "{}")
	require.Empty(t, parse(t, kustomize(t, passing)).Diff(parse(t, want)))
	_, err = build(checked(t, "{failOn: Info}"))
	require.ErrorContains(t, err, "exit status 1")
}

// checked copies an example and adds a check with this spec to it.
func checked(t *testing.T, spec string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "web-pair")
	require.NoError(t, exampletest.Copy("web-pair", dir, exampletest.Exec, binary))
	check := "apiVersion: vmha.dev/v1alpha1\nkind: HighAvailabilityCheck\nmetadata:\n  name: check\n  annotations:\n" +
		"    config.kubernetes.io/local-config: \"true\"\n    config.kubernetes.io/function: |\n      exec:\n        path: " + binary + "\nspec: " + spec + "\n"
	require.NoError(t, os.WriteFile(filepath.Join(dir, "check.yaml"), []byte(check), 0o600))
	path := filepath.Join(dir, "kustomization.yaml")
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path, append(text, "- check.yaml\n"...), 0o600))
	return dir
}
