// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package exampletest

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// What hosts add for themselves and what they never apply must not count, all else must.
func TestObjectsDiff(t *testing.T) {
	have, err := Parse([]byte(`
kind: Local
metadata: {name: a, annotations: {config.kubernetes.io/local-config: "true"}}
---
kind: Same
metadata: {name: b, annotations: {config.k8s.io/id: "1", internal.config.kubernetes.io/path: b.yaml}}
---
kind: Changed
metadata: {name: c, annotations: {mine: "1"}}
spec: {replicas: 1}
---
kind: More
metadata: {name: d}
`))
	require.NoError(t, err)
	want, err := Parse([]byte(`
kind: Same
metadata: {name: b}
---
kind: Changed
metadata: {name: c, annotations: {mine: "1"}}
spec: {replicas: "1"}
---
kind: Less
metadata: {name: e}
`))
	require.NoError(t, err)
	require.Equal(t, []string{
		`<nil>/Changed//c spec replicas: have 1, want "1"`,
		`<nil>/Less//e: missing`,
		`<nil>/More//d: not wanted`,
	}, have.Diff(want))
	require.Empty(t, want.Diff(want))
}

func TestParseRefusesTwins(t *testing.T) {
	_, err := Parse([]byte("kind: A\nmetadata: {name: a}\n---\nkind: A\nmetadata: {name: a}\n"))
	require.ErrorContains(t, err, "twice")
}

func TestDiff(t *testing.T) {
	require.Equal(t, " ...\n 2\n 3\n-4\n+four\n 5\n 6\n ...\n", Diff("1\n2\n3\n4\n5\n6\n7\n", "1\n2\n3\nfour\n5\n6\n7\n"))
	require.Equal(t, " ...\n", Diff("1\n", "1\n"))
}

func TestNamesRefusesNothing(t *testing.T) {
	_, err := Names(t.TempDir())
	require.Error(t, err)
}
