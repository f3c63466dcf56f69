// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const options = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: function-input\n"

// TestRunOptions: kpt and kustomize hand over a ConfigMap, perhaps an empty one, or nothing at all.
func TestRunOptions(t *testing.T) {
	intent := intentItem + balancing
	intent = strings.Replace(intent, "type: ClusterIP", "addresses: [192.0.2.1/32]", 1)
	for _, test := range []struct {
		reason, config string
		kinds          []string
	}{
		{"nothing", "", []string{"Service", "IPAddressPool", "L2Advertisement"}},
		{"no data", options, []string{"Service", "IPAddressPool", "L2Advertisement"}},
		{"null", options + "data:\n", []string{"Service", "IPAddressPool", "L2Advertisement"}},
		{"what kpt writes", options + "data: {}\n", []string{"Service", "IPAddressPool", "L2Advertisement"}},
		{"both", options + "data: {scope: All}\n", []string{"Service", "IPAddressPool", "L2Advertisement"}},
		{"one", options + "data: {scope: Application}\n", []string{"Service"}},
		{"the other", options + "data: {scope: Infrastructure}\n", []string{"IPAddressPool", "L2Advertisement"}},
	} {
		a := call(t, list{config: test.config, items: []string{intent, machineItem}}.text())
		require.Equal(t, ExitOK, a.code, "%s: %s", test.reason, a.stderr)
		var kinds []string
		for _, item := range a.Items[2:] {
			kinds = append(kinds, item["kind"].(string))
		}
		require.Equal(t, test.kinds, kinds, test.reason)
		require.Equal(t, test.config != "", a.FunctionConfig != nil, "%s: the functionConfig is handed back", test.reason)
		require.Equal(t, !strings.HasSuffix(test.config, "Infrastructure}\n"), strings.Contains(a.stdout, "evictionStrategy"), "machines are the application's")
	}
}

func TestRunWrongOptions(t *testing.T) {
	a := call(t, list{config: options + "data: {scope: Cluster, purge: Orphans}\n", items: []string{intentItem, machineItem}}.text())
	require.Equal(t, ExitError, a.code)
	require.Equal(t, "error: ConfigMap function-input: data.purge: unknown option \"purge\"; allowed are scope, check, prune and layout (unknown-option)\n"+
		"error: ConfigMap function-input: data.scope: scope is \"Cluster\"; allowed are All, Application and Infrastructure (bad-option)\n", a.stderr)
	a = call(t, list{config: "apiVersion: vmha.dev/v1alpha1\nkind: HighAvailabilty\nmetadata: {name: web}\n"}.text())
	require.Equal(t, "error: HighAvailabilty web: kind is HighAvailabilty; allowed are HighAvailability, HighAvailabilityPlatform, HighAvailabilityCheck and RenderOptions (unknown-kind)\n", a.stderr)
	a = call(t, list{config: "apiVersion: fn.kpt.dev/v1alpha1\nkind: SetLabels\nmetadata: {name: labels}\n"}.text())
	require.Equal(t, ExitError, a.code)
	require.Equal(t, []string{"unknown-config"}, a.ids())
}

// TestRunIntentAsConfig: an intent arrives as functionConfig, as an item, or as both.
func TestRunIntentAsConfig(t *testing.T) {
	asItem := call(t, list{items: []string{intentItem + balancing, machineItem}}.text())
	require.Equal(t, ExitOK, asItem.code, asItem.stderr)
	asConfig := call(t, list{config: intentItem + balancing, items: []string{machineItem}}.text())
	require.Equal(t, ExitOK, asConfig.code, asConfig.stderr)
	both := call(t, list{config: intentItem + balancing, items: []string{machineItem, intentItem + balancing}}.text())
	require.Equal(t, ExitOK, both.code, both.stderr)
	require.Equal(t, asItem.Items[1:], asConfig.Items)
	require.Equal(t, asConfig.Items[0], both.Items[0])
	require.Equal(t, asConfig.Items[1], both.Items[2])
	require.Equal(t, asItem.Results, asConfig.Results)
	require.Equal(t, asItem.Results, both.Results)

	platform := call(t, list{
		config: "apiVersion: vmha.dev/v1alpha1\nkind: HighAvailabilityPlatform\nmetadata: {name: prod}\nspec: {distribution: OpenShift, nodeHealth: [{name: workers, type: MachineHealthCheck}]}\n",
		items:  []string{strings.Replace(intentItem, "nodeDrain", "nodeFailure", 1), machineItem},
	}.text())
	require.Equal(t, ExitOK, platform.code, platform.stderr)
	require.Contains(t, platform.stdout, "kind: MachineHealthCheck")
}

// TestRunGenerators: kustomize shows a generator nothing but a copy of its own intent.
func TestRunGenerators(t *testing.T) {
	intent := strings.Replace(intentItem+balancing, "selector:\n      matchLabels: {app: web}",
		"template:\n      replicas: 2\n      memory: 1Gi\n      rootDisk:\n        source: {type: ContainerDisk, containerDisk: {image: registry.example.com/web:1}}", 1)
	a := call(t, list{config: intent, items: []string{intent}}.text())
	require.Equal(t, ExitOK, a.code, a.stderr)
	require.Len(t, a.Items, 4, "the intent, two machines and a Service")
}

func TestRunIntentIsNotLocal(t *testing.T) {
	a := call(t, list{items: []string{strings.Replace(intentItem, "local-config", "other", 1), machineItem}}.text())
	require.Equal(t, ExitOK, a.code)
	require.Equal(t, []string{"intent-not-local", "needs-restart"}, a.ids())
	require.Equal(t, "warning", a.Results[0].Severity)
}

// TestRunCheckTellsWhatFails: hosts show few lines of stderr, so hints are counted there unless they fail the check.
func TestRunCheckTellsWhatFails(t *testing.T) {
	const hint = "info: VirtualMachine shop/web-0: "
	for failOn, code := range map[string]int{"Warning": ExitOK, "Info": ExitError} {
		config := "apiVersion: vmha.dev/v1alpha1\nkind: HighAvailabilityCheck\nmetadata: {name: check}\nspec: {failOn: " + failOn + "}\n"
		var stdout, stderr bytes.Buffer
		require.Equal(t, code, Run(strings.NewReader(list{config: config, items: []string{machineItem}}.text()), &stdout, &stderr), failOn)
		require.Contains(t, stdout.String(), "severity: info", failOn)
		require.Equal(t, code == ExitError, strings.Contains(stderr.String(), hint), "%s: %s", failOn, stderr.String())
		require.Equal(t, code == ExitOK, strings.Contains(stderr.String(), " hints are in the results\n"), "%s: %s", failOn, stderr.String())
	}
}

// TestRunRecoveryTimes: how long a group is down is told where hints are asked for, and nowhere else.
func TestRunRecoveryTimes(t *testing.T) {
	items := []string{intentItem + balancing, machineItem}
	for _, check := range []string{"Info", "Warning", "Off"} {
		a := call(t, list{config: options + "data: {check: " + check + "}\n", items: items}.text())
		require.Equal(t, ExitOK, a.code, a.stderr)
		require.Equal(t, check == "Info", strings.Contains(a.stderr, "(recovery-times)"), a.stderr)
	}
	a := call(t, list{config: options + "data: {check: Info}\n", items: items}.text())
	require.Contains(t, a.stderr, "info: HighAvailability shop/web: spec.survive: down in the worst case: application hangs, machine never, service ")
	require.Equal(t, 1, strings.Count(a.stderr, "(recovery-times)"), "one for each group: kpt shows few lines")
	a = call(t, list{config: options + "data: {check: Info, scope: Infrastructure}\n", items: items}.text())
	require.NotContains(t, a.stderr, "(recovery-times)", "the group is not what this run is about")
}
