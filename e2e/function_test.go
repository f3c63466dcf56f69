// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

//go:build e2e

package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestContainer runs the bare image as strictly as the hosts do, and more so.
func TestContainer(t *testing.T) {
	need(t, "docker")
	in, err := os.ReadFile("../testdata/resourcelist.yaml")
	require.NoError(t, err)
	want, err := os.ReadFile("../testdata/resourcelist.out.yaml")
	require.NoError(t, err)
	have := must(t, in, "docker", "run", "-i", "--rm", "--user", "nobody", "--network", "none", "--read-only", "vmha")
	require.Equal(t, string(want), string(have))
}

// TestImages looks at what the images say of themselves.
func TestImages(t *testing.T) {
	need(t, "docker")
	for image, architecture := range map[string]string{"vmha": "amd64", "localhost/vmha": "amd64", "vmha:arm64": "arm64"} {
		format := `{{.Architecture}} {{.Config.User}} {{index .Config.Labels "org.opencontainers.image.licenses"}}`
		have := must(t, nil, "docker", "image", "inspect", "--format", format, image)
		require.Equal(t, architecture+" nobody Apache-2.0\n", string(have), image)
	}
}

// Mistakes in the intent of web-pair, and what the line about each must name.
var mistakes = []struct{ right, wrong, named string }{
	{"distribution: OpenShift", "distribution: Openshift", "spec.distribution"},
	{"port: 80\n", "port: 0\n", "spec.loadBalancing.ports[0].port"},
	{"minAvailable: 1", "minAvailabel: 1", "spec.survive.nodeDrain.minAvailabel"},
}

// TestWrongIntent demands a line on stderr for each mistake: kustomize shows nothing else of a function.
func TestWrongIntent(t *testing.T) {
	need(t, "kustomize")
	dir := copyOf(t, "web-pair", true)
	file := filepath.Join(dir, "ha.yaml")
	content, err := os.ReadFile(file)
	require.NoError(t, err)
	text := string(content)
	for _, mistake := range mistakes {
		require.Contains(t, text, mistake.right)
		text = strings.Replace(text, mistake.right, mistake.wrong, 1)
	}
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))

	done := call(t, nil, "kustomize", "build", "--enable-alpha-plugins", "--enable-exec", dir)
	require.Error(t, done.err)
	require.Empty(t, string(done.stdout))
	t.Logf("stderr:\n%s", done.stderr)
	for _, mistake := range mistakes {
		found := 0
		for line := range strings.Lines(string(done.stderr)) {
			if strings.Contains(line, mistake.named) {
				found++
			}
		}
		require.Equal(t, 1, found, "lines that name %s in:\n%s", mistake.named, done.stderr)
	}
}
