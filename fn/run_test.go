// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// The smallest items: an intent, and a machine that it selects.
const (
	intentItem = `
apiVersion: vmha.dev/v1alpha1
kind: HighAvailability
metadata:
  name: web
  namespace: shop
  annotations:
    config.kubernetes.io/local-config: "true"
spec:
  machines:
    selector:
      matchLabels: {app: web}
  survive:
    nodeDrain: {}
`
	machineItem = `
apiVersion: kubevirt.io/v1
kind: VirtualMachine
metadata:
  name: web-0 # the only one
  namespace: shop
  labels: {app: web}
spec:
  runStrategy: Always
  template:
    spec:
      domain:
        memory: {guest: 1Gi}
        devices:
          interfaces:
          - {name: default, masquerade: {}}
      networks:
      - {name: default, pod: {}}
`
	balancing = `
  loadBalancing:
    type: ClusterIP
    ports:
    - port: 80
`
)

// list is a ResourceList as a test writes it: items and further fields, each as text.
type list struct {
	version, config, more string
	items                 []string
}

func (l list) text() string {
	var b strings.Builder
	if l.version == "" {
		l.version = "v1"
	}
	b.WriteString("apiVersion: config.kubernetes.io/" + l.version + "\nkind: ResourceList\n")
	if l.config != "" {
		b.WriteString("functionConfig:\n" + indented(l.config, "  "))
	}
	if len(l.items) > 0 {
		b.WriteString("items:\n")
	}
	for _, item := range l.items {
		b.WriteString("-" + indented(item, "  ")[1:])
	}
	return b.String() + l.more
}

func indented(text, by string) string {
	lines := strings.Split(strings.Trim(text, "\n"), "\n")
	return by + strings.Join(lines, "\n"+by) + "\n"
}

// answer is what the function made of a ResourceList.
type answer struct {
	code           int
	stdout, stderr string
	APIVersion     string           `yaml:"apiVersion"`
	Kind           string           `yaml:"kind"`
	Items          []map[string]any `yaml:"items"`
	FunctionConfig map[string]any   `yaml:"functionConfig"`
	Results        []result1        `yaml:"results"`
}

type result1 struct {
	Message, Severity string
	ResourceRef       struct {
		APIVersion string `yaml:"apiVersion"`
		Kind       string `yaml:"kind"`
		Namespace  string `yaml:"namespace"`
		Name       string `yaml:"name"`
	} `yaml:"resourceRef"`
	Field struct {
		Path          string `yaml:"path"`
		CurrentValue  any    `yaml:"currentValue"`
		ProposedValue any    `yaml:"proposedValue"`
	} `yaml:"field"`
	File struct {
		Path  string `yaml:"path"`
		Index int    `yaml:"index"`
	} `yaml:"file"`
	Tags map[string]string `yaml:"tags"`
}

// call calls the function and holds what every answer has: one document, with items, of the version that came in.
func call(t *testing.T, input string) answer {
	t.Helper()
	var stdout, stderr bytes.Buffer
	a := answer{code: Run(strings.NewReader(input), &stdout, &stderr)}
	a.stdout, a.stderr = stdout.String(), stderr.String()
	if a.code == ExitUsage {
		require.Empty(t, a.stdout)
		require.Equal(t, 1, strings.Count(a.stderr, "\n"), a.stderr)
		return a
	}
	decoder := yaml.NewDecoder(&stdout)
	require.NoError(t, decoder.Decode(&a), a.stdout)
	require.ErrorIs(t, decoder.Decode(&a), io.EOF, "exactly one document")
	require.Equal(t, "ResourceList", a.Kind)
	require.Contains(t, a.stdout, "\nitems:", "kustomize takes a list without items for a resource")
	require.Equal(t, len(a.Results), strings.Count(a.stderr, "\n"), "one line for each finding")
	require.Equal(t, a.code == ExitError, len(a.Results) > 0 && a.Results[0].Severity == "error", "errors stand first, and decide the exit code")
	return a
}

func (a answer) ids() []string {
	var ids []string
	for _, r := range a.Results {
		ids = append(ids, r.Tags["id"])
	}
	return ids
}

func TestRunVersions(t *testing.T) {
	for _, version := range []string{"v1", "v1beta1", "v1alpha1"} {
		a := call(t, list{version: version, items: []string{intentItem, machineItem}}.text())
		require.Equal(t, ExitOK, a.code, a.stderr)
		require.Equal(t, "config.kubernetes.io/"+version, a.APIVersion)
		require.Contains(t, a.stdout, "evictionStrategy: LiveMigrate")
		require.Contains(t, a.stdout, "name: web-0 # the only one")
	}
}

func TestRunJSON(t *testing.T) {
	a := call(t, `{"kind":"ResourceList","apiVersion":"config.kubernetes.io/v1","items":[
		{"apiVersion":"vmha.dev/v1alpha1","kind":"HighAvailability","metadata":{"name":"web","namespace":"shop","annotations":{"config.kubernetes.io/local-config":"true"}},
		 "spec":{"machines":{"selector":{"matchLabels":{"app":"web"}}},"survive":{"nodeDrain":{}}}},
		{"apiVersion":"kubevirt.io/v1","kind":"VirtualMachine","metadata":{"name":"web-0","namespace":"shop","labels":{"app":"web"}},
		 "spec":{"runStrategy":"Always","template":{"spec":{"domain":{"devices":{"interfaces":[{"name":"default","masquerade":{}}]}},"networks":[{"name":"default","pod":{}}]}}}}]}`)
	require.Equal(t, ExitOK, a.code, a.stderr)
	require.Len(t, a.Items, 2)
	require.Contains(t, a.stdout, "evictionStrategy")
}

func TestRunWithoutItems(t *testing.T) {
	for reason, more := range map[string]string{"missing": "", "null": "items: null\n", "null without a word": "items:\n", "empty": "items: []\n"} {
		a := call(t, list{more: more}.text())
		require.Equal(t, ExitOK, a.code, reason)
		require.Contains(t, a.stdout, "\nitems: []\n", reason)
		require.Empty(t, a.Results, reason)
	}
}

func TestRunRefuses(t *testing.T) {
	for reason, in := range map[string]string{
		"nothing":                "",
		"no YAML":                "a: b: c",
		"another kind":           "apiVersion: v1\nkind: List\nitems: []\n",
		"no map":                 "- a\n",
		"two lists":              list{}.text() + "---\n" + list{}.text(),
		"items that are no list": list{more: "items: {}\n"}.text(),
		"an item that is no map": list{more: "items: [a]\n"}.text(),
		"a config that is none":  list{more: "functionConfig: a\n"}.text(),
		"duplicate keys":         list{items: []string{"kind: A\nkind: B"}}.text(),
		"no UTF-8":               list{items: []string{"kind: \xff"}}.text(),
	} {
		a := call(t, in)
		require.Equal(t, ExitUsage, a.code, "%s: %s", reason, a.stdout)
		require.True(t, strings.HasPrefix(a.stderr, "error: reading the ResourceList: "), a.stderr)
	}
}

func TestRunCannotReadOrWrite(t *testing.T) {
	var stderr bytes.Buffer
	broken := errors.New("the pipe is broken")
	require.Equal(t, ExitUsage, Run(iotest.ErrReader(broken), io.Discard, &stderr))
	require.Equal(t, "error: reading the ResourceList: the pipe is broken\n", stderr.String())
	stderr.Reset()
	require.Equal(t, ExitUsage, Run(strings.NewReader(list{}.text()), brokenWriter{broken}, &stderr))
	require.Equal(t, "error: writing the ResourceList: the pipe is broken\n", stderr.String())
}

// TestRunOnOneLine: a name may hold what a terminal or a CI server obeys.
func TestRunOnOneLine(t *testing.T) {
	machine := strings.Replace(machineItem, "name: web-0", `name: "web\n::error::0\e[31m"`, 1)
	a := call(t, list{items: []string{intentItem, strings.Replace(machine, "masquerade", "bridge", 1)}}.text())
	require.Equal(t, ExitError, a.code)
	require.True(t, strings.HasPrefix(a.stderr, "error: VirtualMachine shop/web ::error::0?[31m: spec."), a.stderr)
	require.Equal(t, len(a.Results), strings.Count(a.stderr, "\n"), a.stderr)
}

type brokenWriter struct{ err error }

func (w brokenWriter) Write([]byte) (int, error) { return 0, w.err }

// TestRunOddConfig: a functionConfig that only YAML nodes can read is handed back as it is.
func TestRunOddConfig(t *testing.T) {
	var stdout, stderr bytes.Buffer
	require.Equal(t, ExitError, Run(strings.NewReader("kind: ResourceList\nfunctionConfig: {0}\n"), &stdout, &stderr))
	require.Contains(t, stdout.String(), "apiVersion: config.kubernetes.io/v1\n", "it is the version that is meant where none is written")
	require.Contains(t, stdout.String(), "functionConfig:\n  {0: null}\n")
	require.True(t, strings.HasPrefix(stderr.String(), "error: the functionConfig has no kind"), stderr.String())
}
