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
	exec     bool // the function is called as a program, not as a container
	// render renders the package in dir and returns the manifests.
	// It does so twice and fails the test if the second time gives anything else.
	render func(t *testing.T, dir string) []byte
}

var ways = []way{
	{"kustomize exec", []string{"kustomize"}, true, builds("kustomize", "build", "--enable-alpha-plugins", "--enable-exec")},
	{"kustomize container", []string{"kustomize", "docker"}, false, builds("kustomize", "build", "--enable-alpha-plugins")},
	{"kubectl container", []string{"kubectl", "docker"}, false, builds("kubectl", "kustomize", "--enable-alpha-plugins")},
	{"kpt exec", []string{"kpt"}, true, renders("kpt", "fn", "render", "--allow-exec")},
	{"kpt container", []string{"kpt", "docker"}, false, renders("kpt", "fn", "render", "--image-pull-policy", "never")},
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
