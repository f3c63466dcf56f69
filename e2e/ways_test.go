// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

//go:build e2e

package e2e

import (
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/internal/exampletest"
)

// A way is one way to run the function.
type way struct {
	name     string
	programs []string
	style    exampletest.Style
	// render renders the package in dir and returns the manifests.
	// It does so twice and fails the test if the second time gives anything else.
	render func(t *testing.T, dir string) []byte
	// overlays is set on those that have overlays, and a function with options.
	overlays bool
}

var ways = []way{
	{"vmha render", nil, exampletest.Container, prints("render"), false},
	{"vmha render -o", nil, exampletest.Container, changes("render", "-o"), false},
	{"kustomize exec", []string{"kustomize"}, exampletest.Exec, builds("kustomize", "build", "--enable-alpha-plugins", "--enable-exec"), true},
	{"kustomize plugin", []string{"kustomize"}, exampletest.Plugin, builds("kustomize", "build", "--enable-alpha-plugins"), false},
	{"kustomize container", []string{"kustomize", "docker"}, exampletest.Container, builds("kustomize", "build", "--enable-alpha-plugins"), false},
	{"kubectl plugin", []string{"kubectl"}, exampletest.Plugin, builds("kubectl", "kustomize", "--enable-alpha-plugins"), false},
	{"kubectl container", []string{"kubectl", "docker"}, exampletest.Container, builds("kubectl", "kustomize", "--enable-alpha-plugins"), true},
	{"kpt exec", []string{"kpt"}, exampletest.Exec, renders("kpt", "fn", "render", "--allow-exec"), false},
	{"kpt container", []string{"kpt", "docker"}, exampletest.Container, renders("kpt", "fn", "render", "--image-pull-policy", "never"), false},
}

// prints is for the command line.
func prints(args ...string) func(*testing.T, string) []byte {
	return func(t *testing.T, dir string) []byte {
		t.Helper()
		return builds(binary, args...)(t, dir)
	}
}

// changes is for the command line where it changes the package itself.
func changes(args ...string) func(*testing.T, string) []byte {
	return func(t *testing.T, dir string) []byte {
		t.Helper()
		return renders(binary, append(args, dir)...)(t, dir)
	}
}

// builds is for programs that print the manifests: twice the same bytes.
func builds(name string, args ...string) func(*testing.T, string) []byte {
	return func(t *testing.T, dir string) []byte {
		t.Helper()
		first := must(t, nil, name, append(args, dir)...)
		require.Equal(t, string(first), string(must(t, nil, name, append(args, dir)...)), "the second build prints something else")
		return first
	}
}

// renders is for programs that change the package itself: the second time nothing changes.
func renders(name string, args ...string) func(*testing.T, string) []byte {
	return func(t *testing.T, dir string) []byte {
		t.Helper()
		must(t, nil, name, append(args, dir)...)
		first, err := exampletest.Snapshot(dir)
		require.NoError(t, err)
		must(t, nil, name, append(args, dir)...)
		second, err := exampletest.Snapshot(dir)
		require.NoError(t, err)
		require.Equal(t, first, second, "the second render changes the package")
		stream, err := exampletest.ReadTree(dir)
		require.NoError(t, err)
		return stream
	}
}
