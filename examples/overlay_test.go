// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package examples_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/internal/exampletest"
	"vmha.dev/vmha/schemas"
)

// renames is what overlays usually do to a base.
const renames = `namePrefix: p-
nameSuffix: -s
labels:
- {pairs: {team: blue}, includeSelectors: true}
- {pairs: {tier: front}, includeTemplates: true}
`

const configured = "configurations: [kustomizeconfig.yaml]\n"

// machinesElsewhere takes the machines out again where the application is another kustomization's:
// the function needs them for the plan, and hands back what it was given.
const machinesElsewhere = `transformers:
- |
  apiVersion: builtin
  kind: PatchTransformer
  metadata: {name: machines-elsewhere}
  target: {kind: VirtualMachine}
  patch: |
    $patch: delete
    apiVersion: kubevirt.io/v1
    kind: VirtualMachine
    metadata: {name: any}
`

// An overlay of web-pair, and what the check says of the final stream besides hints: the rules of its errors and warnings.
type overlay struct {
	reason string
	// inOverlay has the function stand in the overlay instead of in the base.
	inOverlay bool
	scope     string
	text      string
	// pools joins what a kustomization without prefix and namespace makes of scope Infrastructure, as a cluster joins both.
	pools bool
	want  []string
}

var overlays = []overlay{
	{reason: "without the configuration kustomize defeats what the base has made", text: renames,
		want: []string{"advertised-pool-missing", "requested-pool-missing", "service-selects-object-labels"}},
	{reason: "the Service asks for a pool of another namespace, which kustomize cannot follow", text: configured + renames,
		want: []string{"requested-pool-missing"}},
	{reason: "the function comes after prefix and labels", text: configured + renames, inOverlay: true},
	{reason: "pools and health checks leave their namespaces", text: configured + "namespace: prod\n",
		want: []string{"outside-metallb-namespace", "health-check-outside-machine-api"}},
	{reason: "the application alone may have another namespace", text: configured + renames + "namespace: prod\n", scope: "Application", pools: true},
	{reason: "a pool is called after the namespace of the intent, which is another one here", text: configured + renames + "namespace: prod\n", scope: "Application", inOverlay: true, pools: true,
		want: []string{"requested-pool-missing"}},
	{reason: "in the overlay, without pools of its own", text: configured + renames + "namespace: prod\n", scope: "Application", inOverlay: true},
}

// TestOverlays holds what kustomize makes of a rendered base, and a rendering of what it makes of a base, against the check.
func TestOverlays(t *testing.T) {
	for _, o := range overlays {
		t.Run(o.reason, func(t *testing.T) {
			stream := kustomize(t, o.write(t))
			objects := parse(t, stream)
			if o.pools {
				stream = append(append(stream, "---\n"...), kustomize(t, overlay{scope: "Infrastructure", text: machinesElsewhere}.write(t))...)
			}
			require.ElementsMatch(t, o.want, problems(t, stream))
			if !strings.Contains(o.text, renames) {
				return
			}
			web := objects["v1/Service/"+o.namespace()+"/p-web-s"]
			require.NotNil(t, web)
			template := at(objects["kubevirt.io/v1/VirtualMachine/"+o.namespace()+"/p-web-0-s"], "spec", "template", "metadata", "labels")
			budget := at(objects["policy/v1/PodDisruptionBudget/"+o.namespace()+"/p-web-s"], "spec", "selector", "matchLabels")
			want := map[string]any{"app": "web"}
			if !o.inOverlay {
				want["team"] = "blue" // what is made afterwards is not labelled
			}
			require.Equal(t, want, at(web, "spec", "selector"))
			require.Equal(t, want, budget)
			if strings.Contains(o.text, configured) {
				require.Subset(t, template, map[string]any{"app": "web", "team": "blue", "tier": "front"})
			} else {
				require.NotContains(t, template, "team")
			}
		})
	}
}

// TestOneBaseTwice: data volume templates keep their names, so two overlays of one base need a namespace each.
func TestOneBaseTwice(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"blue", "green"} {
		o := overlay{text: configured + "namePrefix: " + name + "-\n"}
		require.NoError(t, os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Dir(o.write(t)))))
	}
	file := filepath.Join(dir, "kustomization.yaml")
	require.NoError(t, os.WriteFile(file, []byte("resources: [blue/overlay, green/overlay]\n"), 0o600))
	require.Contains(t, problems(t, kustomize(t, dir)), "disk-in-two-machines")
}

func (o overlay) namespace() string {
	if strings.Contains(o.text, "namespace: prod") {
		return "prod"
	}
	return "shop"
}

// write makes base and overlay, and returns the folder of the overlay.
func (o overlay) write(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	base, over := filepath.Join(dir, "base"), filepath.Join(dir, "overlay")
	require.NoError(t, exampletest.Copy("web-pair", base, binary))
	require.NoError(t, os.Mkdir(over, 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(over, "kustomizeconfig.yaml"), schemas.KustomizeConfig, 0o600))
	text := "resources: [../base]\n" + o.text
	function := filepath.Join(base, "vmha.yaml")
	if o.scope != "" {
		replace(t, function, "data: {}", "data: {scope: "+o.scope+"}")
	}
	if o.inOverlay {
		replace(t, filepath.Join(base, "kustomization.yaml"), "- vmha.yaml\n", "")
		replace(t, filepath.Join(base, "kustomization.yaml"), "transformers:", "components: []")
		require.NoError(t, os.Rename(function, filepath.Join(over, "vmha.yaml")))
		text += "transformers: [vmha.yaml]\n"
	}
	require.NoError(t, os.WriteFile(filepath.Join(over, "kustomization.yaml"), []byte(text), 0o600))
	return over
}

func replace(t *testing.T, file, from, to string) {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Contains(t, string(text), from)
	require.NoError(t, os.WriteFile(file, []byte(strings.Replace(string(text), from, to, 1)), 0o600))
}

// problems are the rules that vmha check names in errors and warnings, each once.
func problems(t *testing.T, stream []byte) []string {
	t.Helper()
	var out, messages bytes.Buffer
	command := exec.Command(binary, "check", "--format", "json", "-")
	command.Stdin, command.Stdout, command.Stderr = bytes.NewReader(stream), &out, &messages
	_ = command.Run() // The exit code says that there are findings.
	var report struct {
		Findings []struct{ Rule, Severity string }
	}
	require.NoError(t, json.Unmarshal(out.Bytes(), &report), messages.String())
	var found []string
	seen := map[string]bool{}
	for _, finding := range report.Findings {
		if finding.Severity != "info" && !seen[finding.Rule] {
			seen[finding.Rule] = true
			found = append(found, finding.Rule)
		}
	}
	return found
}

// at is a value below keys; nil where there is none.
func at(object map[string]any, keys ...string) map[string]any {
	for _, key := range keys {
		object, _ = object[key].(map[string]any)
	}
	return object
}
