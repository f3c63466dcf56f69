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

	"vmha.dev/vmha/internal/exampletest"
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

// shells are the ways in which kustomize shows nothing of a function but its stderr.
var shells = map[string]struct {
	command []string
	style   exampletest.Style
}{
	"kustomize exec":   {[]string{"kustomize", "build", "--enable-alpha-plugins", "--enable-exec"}, exampletest.Exec},
	"kustomize plugin": {[]string{"kustomize", "build", "--enable-alpha-plugins"}, exampletest.Plugin},
	"kubectl plugin":   {[]string{"kubectl", "kustomize", "--enable-alpha-plugins"}, exampletest.Plugin},
}

// TestWrongIntent demands a line on stderr for each mistake.
func TestWrongIntent(t *testing.T) {
	for name, shell := range shells {
		t.Run(name, func(t *testing.T) {
			need(t, shell.command[0])
			dir := copyOf(t, "web-pair", shell.style)
			file := filepath.Join(dir, "ha.yaml")
			for _, mistake := range mistakes {
				rewrite(t, file, mistake.right, mistake.wrong)
			}
			stderr := refused(t, append(shell.command, dir))
			for _, mistake := range mistakes {
				require.Equal(t, 1, linesWith(stderr, mistake.named), "lines that name %s in:\n%s", mistake.named, stderr)
			}
		})
	}
}

// TestGenerators: what cannot work there says where it belongs.
func TestGenerators(t *testing.T) {
	for name, shell := range shells {
		t.Run(name, func(t *testing.T) {
			need(t, shell.command[0])
			dir := copyOf(t, "web-pair", shell.style)
			rewrite(t, filepath.Join(dir, "kustomization.yaml"), "transformers:", "generators:")
			stderr := refused(t, append(shell.command, dir))
			require.Equal(t, 1, linesWith(stderr, "list this file under transformers: instead (sees-no-resources)"), stderr)
		})
	}
}

func rewrite(t *testing.T, file, from, to string) {
	t.Helper()
	content, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Contains(t, string(content), from)
	require.NoError(t, os.WriteFile(file, []byte(strings.Replace(string(content), from, to, 1)), 0o600))
}

// refused runs a program that must fail and print nothing, and returns its stderr.
func refused(t *testing.T, command []string) string {
	t.Helper()
	done := call(t, nil, command[0], command[1:]...)
	require.Error(t, done.err)
	require.Empty(t, string(done.stdout))
	t.Logf("stderr:\n%s", done.stderr)
	return string(done.stderr)
}

func linesWith(text, part string) int {
	found := 0
	for line := range strings.Lines(text) {
		if strings.Contains(line, part) {
			found++
		}
	}
	return found
}

// TestCheckBehindPrefix: kustomize mends references after the last transformer, so a check there must not
// take the old names in them for the last word.
func TestCheckBehindPrefix(t *testing.T) {
	need(t, "kustomize")
	dir := t.TempDir()
	for name, text := range map[string]string{
		"kustomization.yaml":   "resources: [pool.yaml]\nnamePrefix: p-\nconfigurations: [kustomizeconfig.yaml]\ntransformers: [check.yaml]\n",
		"kustomizeconfig.yaml": string(must(t, nil, binary, "schema", "--kustomize")),
		"pool.yaml": `apiVersion: metallb.io/v1beta1
kind: IPAddressPool
metadata: {name: web, namespace: metallb-system}
spec: {addresses: [192.0.2.0/28]}
---
apiVersion: metallb.io/v1beta1
kind: L2Advertisement
metadata: {name: web, namespace: metallb-system}
spec: {ipAddressPools: [web]}
`,
		"check.yaml": `apiVersion: vmha.dev/v1alpha1
kind: HighAvailabilityCheck
metadata:
  name: check
  annotations:
    config.kubernetes.io/local-config: "true"
    config.kubernetes.io/function: "exec: {path: ` + binary + `}"
spec: {}
`,
	} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	done := call(t, nil, "kustomize", "build", "--enable-alpha-plugins", "--enable-exec", dir)
	require.NoError(t, done.err, string(done.stderr))
	require.Equal(t, 1, linesWith(string(done.stderr), "warning: L2Advertisement metallb-system/p-web: spec.ipAddressPools[0]: kustomize has made p-web of the name web"))
	require.NotContains(t, string(must(t, done.stdout, binary, "check", "-")), "advertised-pool-missing", "it was mended")
}
