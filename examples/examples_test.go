// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

// Package examples_test renders every example and compares it with what is
// recorded in testdata/examples. It needs no other program than go; the same
// examples run through the real programs in package e2e.
package examples_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/filesys"

	"vmha.dev/vmha/internal/exampletest"
	"vmha.dev/vmha/internal/golden"
)

const (
	root     = ".."
	recorded = "../testdata/examples"
)

// binary is the program.
var binary string

func TestMain(m *testing.M) {
	os.Exit(exampletest.Main(m, root, func(built, _ string) error {
		binary = built
		return nil
	}))
}

// TestRender holds the command line to the recorded bytes, comments and order included.
func TestRender(t *testing.T) {
	for _, name := range names(t) {
		t.Run(name, func(t *testing.T) {
			golden.Compare(t, filepath.Join(recorded, name+".yaml"), string(call(t, nil, "render", name)))
		})
	}
}

// TestKustomize holds kustomize's own library to the recorded objects. It loses comments and sorts keys.
func TestKustomize(t *testing.T) {
	plugins := t.TempDir()
	call(t, nil, "install", plugins)
	t.Setenv("KUSTOMIZE_PLUGIN_HOME", plugins)
	for style, called := range map[exampletest.Style]string{exampletest.Exec: "exec", exampletest.Plugin: "plugin"} {
		for _, name := range names(t) {
			t.Run(called+"/"+name, func(t *testing.T) {
				want, err := os.ReadFile(filepath.Join(recorded, name+".yaml"))
				require.NoError(t, err)
				dir := filepath.Join(t.TempDir(), name)
				require.NoError(t, exampletest.Copy(name, dir, style, binary))
				require.Empty(t, parse(t, kustomize(t, dir)).Diff(parse(t, want)))
			})
		}
	}
}

// TestResourceList holds the bare function to a recorded result.
func TestResourceList(t *testing.T) {
	in, err := os.ReadFile("../testdata/resourcelist.yaml")
	require.NoError(t, err)
	golden.Compare(t, "../testdata/resourcelist.out.yaml", string(call(t, in)))
}

// TestNoOrphans fails for a recorded output whose example is gone.
func TestNoOrphans(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(recorded, "*"))
	require.NoError(t, err)
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".yaml")
		require.Contains(t, names(t), name, "no example belongs to %s", file)
	}
}

func names(t *testing.T) []string {
	t.Helper()
	found, err := exampletest.Names(".")
	require.NoError(t, err)
	return found
}

// call runs the program, which must succeed, and returns what it prints.
func call(t *testing.T, stdin []byte, args ...string) []byte {
	t.Helper()
	var out, messages bytes.Buffer
	command := exec.Command(binary, args...)
	command.Stdin, command.Stdout, command.Stderr = bytes.NewReader(stdin), &out, &messages
	require.NoError(t, command.Run(), messages.String())
	return out.Bytes()
}

func kustomize(t *testing.T, dir string) []byte {
	t.Helper()
	resources, err := build(dir)
	require.NoError(t, err)
	out, err := resources.AsYaml()
	require.NoError(t, err)
	return out
}

func build(dir string) (resmap.ResMap, error) {
	options := krusty.MakeDefaultOptions()
	options.PluginConfig = types.EnabledPluginConfig(types.BploUseStaticallyLinked)
	options.PluginConfig.FnpLoadingOptions.EnableExec = true
	return krusty.MakeKustomizer(options).Run(filesys.MakeFsOnDisk(), dir)
}

func parse(t *testing.T, stream []byte) exampletest.Objects {
	t.Helper()
	objects, err := exampletest.Parse(stream)
	require.NoError(t, err)
	require.NotEmpty(t, objects)
	return objects
}
