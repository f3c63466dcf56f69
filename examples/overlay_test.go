// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package examples_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/internal/exampletest"
	"vmha.dev/vmha/schemas"
)

// TestOverlays holds what kustomize makes of a rendered base, and a rendering of what it makes of a base, against the check.
func TestOverlays(t *testing.T) {
	for _, o := range exampletest.Overlays {
		t.Run(o.Reason, func(t *testing.T) {
			stream := kustomize(t, written(t, o))
			require.Empty(t, o.Agree(parse(t, stream)))
			if o.Pools {
				stream = append(append(stream, "---\n"...), kustomize(t, written(t, exampletest.Infrastructure))...)
			}
			require.Equal(t, o.Want, problems(t, stream))
		})
	}
}

// TestOneBaseTwice: data volume templates keep their names, so two overlays of one base need a namespace each.
func TestOneBaseTwice(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"blue", "green"} {
		o := exampletest.Overlay{Text: exampletest.Configured + "namePrefix: " + name + "-\n"}
		require.NoError(t, os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Dir(written(t, o)))))
	}
	file := filepath.Join(dir, "kustomization.yaml")
	require.NoError(t, os.WriteFile(file, []byte("resources: [blue/overlay, green/overlay]\n"), 0o600))
	require.Contains(t, problems(t, kustomize(t, dir)), "disk-in-two-machines")
}

// TestReplicasBehindPrefix: the machine that is copied and the replicas have other names than the intent calls them by.
func TestReplicasBehindPrefix(t *testing.T) {
	o := exampletest.Overlay{InOverlay: true, Text: "namePrefix: p-\nnameSuffix: -s\n"}
	dir, err := o.Write("replicate", t.TempDir(), exampletest.Exec, binary, nil)
	require.NoError(t, err)
	objects := parse(t, kustomize(t, dir))
	for _, name := range []string{"p-app-s-0", "p-app-s-1"} {
		require.Contains(t, objects, "kubevirt.io/v1/VirtualMachine/crm/"+name)
	}
	require.Len(t, objects, len(parse(t, kustomize(t, base(t, "replicate")))))
}

func base(t *testing.T, name string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), name)
	require.NoError(t, exampletest.Copy(name, dir, exampletest.Exec, binary))
	return dir
}

// written makes an overlay of web-pair and returns its folder.
func written(t *testing.T, o exampletest.Overlay) string {
	t.Helper()
	dir, err := o.Write("web-pair", t.TempDir(), exampletest.Exec, binary, schemas.KustomizeConfig)
	require.NoError(t, err)
	return dir
}

func problems(t *testing.T, stream []byte) []string {
	t.Helper()
	found, err := exampletest.Problems(binary, stream)
	require.NoError(t, err)
	return found
}
