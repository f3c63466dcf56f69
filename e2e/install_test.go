// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

//go:build e2e

package e2e

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/internal/exampletest"
)

// inContainer runs the image as Argo CD runs an init container: as nobody, without network, with nothing but the volume to write to.
var inContainer = []string{"run", "--rm", "--user", "nobody", "--network", "none", "--read-only", "--cap-drop", "ALL"}

// TestInstallFromImage hands the program over through a volume, to the kubectl of another file system.
func TestInstallFromImage(t *testing.T) {
	need(t, "docker")
	need(t, "kubectl")
	volume := filepath.Join(t.TempDir(), "volume")
	require.NoError(t, os.Mkdir(volume, 0o777))
	require.NoError(t, os.Chmod(volume, 0o777)) //nolint:gosec // an emptyDir is as open, whatever our umask
	install := slices.Concat(inContainer, []string{"--volume", volume + ":/plugins", "vmha", "install", "/plugins"})
	first := must(t, nil, "docker", install...)
	before, err := exampletest.Snapshot(volume)
	require.NoError(t, err)
	require.Equal(t, string(first), string(must(t, nil, "docker", install...)))
	after, err := exampletest.Snapshot(volume)
	require.NoError(t, err)
	require.Equal(t, before, after, "the second time changes nothing")

	t.Setenv("KUSTOMIZE_PLUGIN_HOME", volume)
	dir := copyOf(t, "web-pair", exampletest.Plugin)
	have := must(t, nil, "kubectl", "kustomize", "--enable-alpha-plugins", dir)
	require.Empty(t, parse(t, have).Diff(parse(t, recorded(t, "web-pair"))))
	must(t, nil, filepath.Join(volume, "vmha"), "version")
}

// TestInstallCannotWrite says who must be able to write where.
func TestInstallCannotWrite(t *testing.T) {
	need(t, "docker")
	volume := filepath.Join(t.TempDir(), "volume")
	require.NoError(t, os.Mkdir(volume, 0o755))
	done := call(t, nil, "docker", slices.Concat(inContainer, []string{"--volume", volume + ":/plugins", "vmha", "install", "/plugins"})...)
	require.ErrorContains(t, done.err, "exit status 2")
	require.Contains(t, string(done.stderr), "user 65534 must be able to write to /plugins: mount a volume there, such as an emptyDir, that it may write to")
}
