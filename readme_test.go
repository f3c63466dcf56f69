// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/cli"
	"vmha.dev/vmha/internal/golden"
)

const (
	smallestBegin = "<!-- smallest:begin -->\n"
	smallestEnd   = "<!-- smallest:end -->\n"
)

// TestReadme renders the smallest intent of the README and compares what the README shows of it.
func TestReadme(t *testing.T) {
	var want strings.Builder
	want.WriteString("Intent (`ha.yaml`):\n\n" + fence(t, "testdata/readme/ha.yaml"))
	want.WriteString("A machine, as people have them (`web-0.yaml`):\n\n" + fence(t, "testdata/readme/web-0.yaml"))
	var stdout, stderr bytes.Buffer
	code := cli.Main([]string{"vmha", "render", "testdata/readme"}, strings.NewReader(""), &stdout, &stderr)
	require.Zero(t, code, stderr.String())
	want.WriteString("`vmha render ha.yaml web-0.yaml` prints\n\n```yaml\n" + stdout.String() + "```\n\n")
	want.WriteString("and on stderr\n\n```\n" + strings.ReplaceAll(stderr.String(), "testdata/readme/", "") + "```\n")

	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	before, rest, found := strings.Cut(string(readme), smallestBegin)
	require.True(t, found)
	shown, after, found := strings.Cut(rest, smallestEnd)
	require.True(t, found)
	if golden.Updating() {
		text := before + smallestBegin + want.String() + smallestEnd + after
		require.NoError(t, os.WriteFile("README.md", []byte(text), 0o600))
		return
	}
	require.Equal(t, want.String(), shown, "README.md is stale; run: go test . -update")
}

func fence(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	return "```yaml\n" + string(text) + "```\n\n"
}
