// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"
)

// What a function is called with under generators: in both protocols its own configuration, and nothing else.
func TestBlind(t *testing.T) {
	const head = "apiVersion: vmha.dev/v1alpha1\nkind: HighAvailability\nmetadata: {name: web, namespace: shop}\nspec:\n  survive: {nodeDrain: {}}\n"
	const template = "  machines: {template: {replicas: 1, cpu: 1, memory: 1Gi, rootDisk: {source: {type: ContainerDisk, containerDisk: {image: example.org/web:1}}}}}\n"
	const check = "apiVersion: vmha.dev/v1alpha1\nkind: HighAvailabilityCheck\nmetadata: {name: check}\n"
	for _, test := range []struct{ reason, config, field string }{
		{"a selector selects nothing", head + "  machines: {selector: {matchLabels: {app: web}}}\n", "spec.machines.selector: "},
		{"nothing can be copied", head + "  machines: {template: {replicas: 1, from: {name: base}}}\n", "spec.machines.template.from: "},
		{"the platform is not there", head + template + "  platform: {name: prod}\n", "spec.platform.name: "},
		{"a check would find nothing", check, ""},
		{"no intent is there", options, ""},
	} {
		a := call(t, list{config: test.config, items: []string{test.config}}.text())
		require.Equal(t, ExitError, a.code, test.reason)
		require.Contains(t, a.stderr, "list this file under transformers: instead (sees-no-resources)", test.reason)
		require.Contains(t, a.stderr, ": "+test.field, test.reason)
		if test.config == options {
			continue // no kind of a legacy plugin
		}
		var stdout, stderr bytes.Buffer
		require.Equal(t, ExitError, RunPlugin([]byte(test.config), strings.NewReader(""), &stdout, &stderr), test.reason)
		require.Empty(t, stdout.String(), test.reason)
		require.Contains(t, stderr.String(), "list this file under transformers: instead (sees-no-resources)", test.reason)
	}
	var stdout, stderr bytes.Buffer
	require.Equal(t, ExitOK, RunPlugin([]byte(head+template), strings.NewReader(""), &stdout, &stderr), "machines that are made here need nobody else: %s", stderr.String())
	require.Contains(t, stdout.String(), "kind: VirtualMachine")
	require.Equal(t, ExitOK, call(t, list{config: options}.text()).code, "kpt hands over an empty ConfigMap for none, perhaps beside nothing")
}

// TestPluginKeepsWhatItReads: kustomize finds objects again by their ids, and drops what does not come back.
func TestPluginKeepsWhatItReads(t *testing.T) {
	const tracked = "apiVersion: v1\nkind: Service\nmetadata:\n  annotations:\n    internal.config.kubernetes.io/previousNames: web\n    kustomize.config.k8s.io/id: |\n      kind: Service\n      name: web\n      namespace: shop\n      version: v1\n" +
		"    vmha.dev/owned-by: HighAvailability/shop/web\n  name: web\n  namespace: shop\n"
	local := strings.TrimPrefix(intentItem, "\n") + balancing[1:]
	in := tracked + "---\n" + local + "---" + machineItem
	var stdout, stderr bytes.Buffer
	code := RunPlugin([]byte(local), strings.NewReader(in), &stdout, &stderr)
	require.Equal(t, ExitOK, code, stderr.String())
	documents := strings.Split(stdout.String(), "---\n")
	require.Len(t, documents, 3)
	require.Contains(t, documents[0], "    internal.config.kubernetes.io/previousNames: web\n    kustomize.config.k8s.io/id: |\n      kind: Service\n", "ids go over to the successor")
	require.Contains(t, documents[0], "port: 80", "it is the successor")
	require.Equal(t, local, documents[1], "the next transformer wants the intent too")
	require.Contains(t, documents[2], "name: web-0 # the only one")
}

func TestPluginCannotReadOrWrite(t *testing.T) {
	const config = "apiVersion: vmha.dev/v1alpha1\nkind: HighAvailabilityPlatform\nmetadata: {name: prod}\nspec: {distribution: Kubernetes}\n"
	broken := errors.New("the disk is gone")
	var stdout, stderr bytes.Buffer
	require.Equal(t, ExitUsage, RunPlugin([]byte(config), iotest.ErrReader(broken), &stdout, &stderr))
	require.Equal(t, ExitUsage, RunPlugin([]byte(config), strings.NewReader(machineItem), brokenWriter{broken}, &stderr))
	require.Equal(t, ExitUsage, RunPlugin([]byte("a: ["), strings.NewReader(""), &stdout, &stderr))
	require.Equal(t, "error: reading the manifests from stdin: the disk is gone\nerror: writing the manifests: the disk is gone\n", strings.SplitAfterN(stderr.String(), "gone\n", 3)[0]+strings.SplitAfterN(stderr.String(), "gone\n", 3)[1])
	require.Contains(t, stderr.String(), "error: reading the configuration of the plugin: line 1")
}

// TestPluginKeepsEmptyLines: the last lines of a text may be empty, and belong to it all the same.
func TestPluginKeepsEmptyLines(t *testing.T) {
	const config = "apiVersion: vmha.dev/v1alpha1\nkind: HighAvailabilityPlatform\nmetadata: {name: prod}\nspec: {distribution: Kubernetes}\n"
	const in = "kind: ConfigMap\ndata:\n  text: |+\n    ends in two empty lines\n\n\n---\nkind: ConfigMap\ndata: {last: line}"
	var stdout, stderr bytes.Buffer
	require.Equal(t, ExitOK, RunPlugin([]byte(config), strings.NewReader(in), &stdout, &stderr), stderr.String())
	require.Equal(t, in+"\n", stdout.String())
}
