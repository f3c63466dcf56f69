// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package exampletest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// Configured has an overlay use the configuration of kustomize, which Write puts beside it.
const Configured = "configurations: [kustomizeconfig.yaml]\n"

// Renames is what overlays usually do to a base.
const Renames = `namePrefix: p-
nameSuffix: -s
labels:
- {pairs: {team: blue}, includeSelectors: true}
- {pairs: {tier: front}, includeTemplates: true}
`

// An Overlay of an example.
type Overlay struct {
	Reason string
	// InOverlay has the function stand in the overlay instead of in the base.
	InOverlay bool
	Scope     string
	// Text is what the kustomization says besides its base.
	Text string
	// Pools joins what Infrastructure makes, as a cluster joins both.
	Pools bool
	// Want are the rules of the errors and warnings that a check of the final stream finds.
	Want []string
}

// Infrastructure is the other half of an application: without prefix and namespace. The function needs the
// machines for its plan and hands them back; they are the other kustomization's, so they are taken out again.
var Infrastructure = Overlay{Scope: "Infrastructure", Text: `transformers:
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
`}

// Overlays are what people do to web-pair, right and wrong.
var Overlays = []Overlay{
	{
		Reason: "without the configuration kustomize defeats what the base has made", Text: Renames,
		Want: []string{"advertised-pool-missing", "requested-pool-missing", "service-selects-object-labels"},
	},
	{
		Reason: "the Service asks for a pool of another namespace, which kustomize cannot follow", Text: Configured + Renames,
		Want: []string{"requested-pool-missing"},
	},
	{
		Reason: "the function comes after prefix and labels", Text: Configured + Renames, InOverlay: true,
	},
	{
		Reason: "pools and health checks leave their namespaces", Text: Configured + "namespace: prod\n",
		Want: []string{"health-check-outside-machine-api", "outside-metallb-namespace"},
	},
	{
		Reason: "the application alone may have another namespace", Text: Configured + Renames + "namespace: prod\n", Scope: "Application", Pools: true,
	},
	{
		Reason: "a pool is called after the namespace of the intent, which is another one here", Text: Configured + Renames + "namespace: prod\n",
		Scope: "Application", InOverlay: true, Pools: true, Want: []string{"requested-pool-missing"},
	},
	{
		Reason: "in the overlay, with pools elsewhere", Text: Configured + Renames + "namespace: prod\n", Scope: "Application", InOverlay: true,
	},
}

// Write makes base and overlay below dir, and returns the folder of the overlay. The configuration is
// that of kustomize.
func (o Overlay) Write(example, dir string, style Style, binary string, configuration []byte) (string, error) {
	base, over := filepath.Join(dir, "base"), filepath.Join(dir, "overlay")
	if err := Copy(example, base, style, binary); err != nil {
		return "", err
	}
	if err := os.Mkdir(over, 0o755); err != nil {
		return "", err
	}
	function, text := filepath.Join(base, "vmha.yaml"), "resources: [../base]\n"+o.Text
	if o.Scope != "" {
		if err := replace(function, "data: {}", "data: {scope: "+o.Scope+"}"); err != nil {
			return "", err
		}
	}
	if o.InOverlay {
		if err := replace(filepath.Join(base, "kustomization.yaml"), "- vmha.yaml\n", ""); err != nil {
			return "", err
		}
		if err := os.Rename(function, filepath.Join(over, "vmha.yaml")); err != nil {
			return "", err
		}
		text += "transformers: [vmha.yaml]\n"
	}
	if err := os.WriteFile(filepath.Join(over, "kustomizeconfig.yaml"), configuration, 0o600); err != nil {
		return "", err
	}
	return over, os.WriteFile(filepath.Join(over, "kustomization.yaml"), []byte(text), 0o600)
}

// Problems are the rules that vmha check names in errors and warnings about a stream, each once, sorted.
func Problems(binary string, stream []byte) ([]string, error) {
	var out, messages bytes.Buffer
	command := exec.Command(binary, "check", "--format", "json", "-")
	command.Stdin, command.Stdout, command.Stderr = bytes.NewReader(stream), &out, &messages
	_ = command.Run() // The exit code says that there are findings.
	var report struct {
		Findings []struct {
			Rule     string `json:"rule"`
			Severity string `json:"severity"`
		} `json:"findings"`
	}
	if err := json.Unmarshal(out.Bytes(), &report); err != nil {
		return nil, fmt.Errorf("vmha check: %w\n%s", err, messages.String())
	}
	var found []string
	for _, finding := range report.Findings {
		if finding.Severity != "info" {
			found = append(found, finding.Rule)
		}
	}
	slices.Sort(found)
	return slices.Compact(found), nil
}

// Agree says what is wrong with the labels of an overlay with Renames; nothing if Service and
// PodDisruptionBudget select by the labels that they must, and the machines have them.
func (o Overlay) Agree(objects Objects) []string {
	if !strings.Contains(o.Text, Renames) {
		return nil
	}
	namespace := "shop"
	if strings.Contains(o.Text, "namespace: prod") {
		namespace = "prod"
	}
	want := map[string]any{"app": "web"}
	if !o.InOverlay {
		want["team"] = "blue" // what is made after the labels has none of them
	}
	selecting := map[string]any{
		"Service":             below(objects["v1/Service/"+namespace+"/p-web-s"], "spec", "selector"),
		"PodDisruptionBudget": below(objects["policy/v1/PodDisruptionBudget/"+namespace+"/p-web-s"], "spec", "selector", "matchLabels"),
	}
	lines := differences("selectors", selecting, map[string]any{"Service": want, "PodDisruptionBudget": want})
	labels := below(objects["kubevirt.io/v1/VirtualMachine/"+namespace+"/p-web-0-s"], "spec", "template", "metadata", "labels")
	has := map[string]any{"app": labels["app"], "team": labels["team"], "tier": labels["tier"]}
	wanted := map[string]any{"app": "web", "team": nil, "tier": nil}
	if strings.Contains(o.Text, Configured) {
		wanted["team"], wanted["tier"] = "blue", "front"
	}
	return append(lines, differences("template labels", has, wanted)...)
}

// below is a map under keys; nil where there is none.
func below(object map[string]any, keys ...string) map[string]any {
	for _, key := range keys {
		object, _ = object[key].(map[string]any)
	}
	return object
}
