// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

//go:build e2e

// Package e2e runs the examples through the real programs: make e2e.
package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"text/tabwriter"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/internal/exampletest"
)

const (
	root     = ".."
	examples = "../examples"
	crds     = "../testdata/crds"
)

// binary is the program, plugins the folder that it is installed into.
var binary, plugins string

func TestMain(m *testing.M) {
	os.Exit(exampletest.Main(m, root, func(built, dir string) error {
		binary, plugins = built, filepath.Join(dir, "plugins")
		if err := exec.Command(binary, "install", plugins).Run(); err != nil {
			return err
		}
		return os.Setenv("KUSTOMIZE_PLUGIN_HOME", plugins)
	}))
}

// TestExamples renders every example in every way. All of them must give the recorded objects.
func TestExamples(t *testing.T) {
	results := map[string]string{}
	t.Cleanup(func() { fmt.Print(table(names(t), results)) })
	for _, way := range ways {
		for _, name := range names(t) {
			cell := way.name + "/" + name
			t.Run(cell, func(t *testing.T) {
				defer func() { results[cell] = verdict(t) }()
				for _, program := range way.programs {
					need(t, program)
				}
				dir := copyOf(t, name, way.style)
				have := parse(t, way.render(t, dir))
				require.Empty(t, have.Diff(parse(t, recorded(t, name))))
			})
		}
	}
}

// TestSchemas checks every example's output against the upstream schemas.
func TestSchemas(t *testing.T) {
	need(t, "kubectl-validate")
	for _, name := range names(t) {
		t.Run(name, func(t *testing.T) {
			must(t, nil, "kubectl-validate", "--local-crds", crds, rendered(t, name, ""))
		})
	}
}

// TestSchemasSeeTheLastDocument guards the test above: a bad document at the end must be found.
// (kubectl-validate finds it in a file only, not in a pipe.)
func TestSchemasSeeTheLastDocument(t *testing.T) {
	need(t, "kubectl-validate")
	bad := "\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: planted\nspec:\n  ports: none\n"
	done := call(t, nil, "kubectl-validate", "--local-crds", crds, rendered(t, names(t)[0], bad))
	require.Error(t, done.err)
	require.Contains(t, string(done.stderr)+string(done.stdout), "planted")
}

// rendered writes the output of an example, and perhaps something after it, to a file.
func rendered(t *testing.T, name, more string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "out.yaml")
	out := must(t, nil, binary, "render", filepath.Join(examples, name))
	require.NoError(t, os.WriteFile(file, append(out, more...), 0o600))
	return file
}

func names(t *testing.T) []string {
	t.Helper()
	found, err := exampletest.Names(examples)
	require.NoError(t, err)
	return found
}

func copyOf(t *testing.T, name string, style exampletest.Style) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), name)
	require.NoError(t, exampletest.Copy(filepath.Join(examples, name), dir, style, binary))
	return dir
}

func recorded(t *testing.T, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(root, "testdata", "examples", name+".yaml"))
	require.NoError(t, err)
	return content
}

func parse(t *testing.T, stream []byte) exampletest.Objects {
	t.Helper()
	objects, err := exampletest.Parse(stream)
	require.NoError(t, err)
	require.NotEmpty(t, objects)
	return objects
}

func verdict(t *testing.T) string {
	t.Helper()
	switch {
	case t.Failed():
		return "FAIL"
	case t.Skipped():
		return "skipped"
	default:
		return "ok"
	}
}

// table shows one line per way and one column per example.
func table(names []string, results map[string]string) string {
	var text strings.Builder
	writer := tabwriter.NewWriter(&text, 0, 0, 2, ' ', 0)
	fmt.Fprintln(writer, "\nway\t"+strings.Join(names, "\t"))
	for _, way := range ways {
		fmt.Fprint(writer, way.name)
		for _, name := range names {
			fmt.Fprint(writer, "\t", results[way.name+"/"+name])
		}
		fmt.Fprintln(writer)
	}
	_ = writer.Flush() // A strings.Builder takes everything.
	return text.String() + "\n"
}
