// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"slices"
	"strings"
	"testing"

	sdk "github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"
	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
	"vmha.dev/vmha/rules"
)

// Machines with a defect: one that is a warning, one that is an error.
var (
	hasty     = strings.Replace(machineItem, "      networks:", "      terminationGracePeriodSeconds: 0\n      networks:", 1)
	powerless = strings.Replace(machineItem, "        memory: {guest: 1Gi}\n", "", 1) + "      volumes: [{name: root, containerDisk: {image: registry.example.com/web:1}}]\n"
)

const policyItem = `
apiVersion: vmha.dev/v1alpha1
kind: HighAvailabilityCheck
metadata: {name: policy, annotations: {config.kubernetes.io/local-config: "true"}}
spec:
  waivers: [{rule: memory-missing, reason: the instance type of the cluster sets it}]
`

// TestJudge: a rendering is judged by the rules, as far as its options ask for.
func TestJudge(t *testing.T) {
	waived := strings.Replace(powerless, "labels: {app: web}", "labels: {app: web}\n  annotations: {waive.vmha.dev/memory-missing: the cluster sets it}", 1)
	intentWaives := strings.Replace(intentItem, "local-config: \"true\"", "local-config: \"true\"\n    waive.vmha.dev/memory-missing: the cluster sets it", 1)
	for _, test := range []struct {
		reason, check string
		items         []string
		code          int
		told          []string
	}{
		{"a warning is shown", "", []string{intentItem, hasty}, ExitOK, []string{"no-grace-period"}},
		{"only errors are asked for", "Error", []string{intentItem, hasty}, ExitOK, nil},
		{"hints are asked for", "Info", []string{intentItem, hasty}, ExitOK, []string{"defaults-written-back", "no-grace-period"}},
		{"nothing is asked for", "Off", []string{intentItem, powerless}, ExitOK, nil},
		{"an Off that YAML took for a boolean", "false", []string{intentItem, powerless}, ExitOK, nil},
		{"an error fails", "", []string{intentItem, powerless}, ExitError, []string{"memory-missing"}},
		{"the machine waives", "", []string{intentItem, waived}, ExitOK, nil},
		{"the intent waives", "", []string{intentWaives, powerless}, ExitOK, nil},
		{"a policy waives", "", []string{intentItem, powerless, policyItem}, ExitOK, nil},
		{"other machines are not the run's", "", []string{intentItem, machineItem, strings.ReplaceAll(powerless, "web", "db")}, ExitOK, nil},
	} {
		config := ""
		if test.check != "" {
			config = options + "data: {check: \"" + test.check + "\"}\n"
		}
		a := call(t, list{config: config, items: test.items}.text())
		require.Equal(t, test.code, a.code, "%s: %s", test.reason, a.stderr)
		var told []string
		for _, id := range a.ids() {
			if _, isRule := rules.Find(id); isRule {
				told = append(told, id)
			}
		}
		require.ElementsMatch(t, test.told, told, test.reason)
	}
}

func TestJudgeWrongOption(t *testing.T) {
	a := call(t, list{config: options + "data: {check: Fatal}\n"}.text())
	require.Equal(t, ExitError, a.code)
	require.Contains(t, a.stderr, "check is \"Fatal\"; allowed are Error, Warning, Info and Off (bad-option)")
}

// TestProcessorChecks: the SDK's own types get the same check.
func TestProcessorChecks(t *testing.T) {
	for _, test := range []struct {
		reason, config, item string
		ok                   bool
	}{
		{"an error", "{}", powerless, false},
		{"a warning", "{}", hasty, true},
		{"a warning that fails", "{failOn: Warning}", hasty, false},
	} {
		config := "apiVersion: vmha.dev/v1alpha1\nkind: HighAvailabilityCheck\nmetadata: {name: policy}\nspec: " + test.config + "\n"
		resources, err := sdk.ParseResourceList([]byte(list{config: config, items: []string{test.item}}.text()))
		require.NoError(t, err)
		before := resources.Items.String()
		ok, err := Processor{}.Process(resources)
		require.NoError(t, err)
		require.Equal(t, test.ok, ok, test.reason)
		require.NotEmpty(t, resources.Results, test.reason)
		require.Equal(t, before, resources.Items.String(), test.reason)
	}
}

// TestFacts: what platforms state is known, what a default would fill in is not, and what they disagree about is not.
func TestFacts(t *testing.T) {
	platform := func(name, spec string) string {
		return "apiVersion: vmha.dev/v1alpha1\nkind: HighAvailabilityPlatform\nmetadata: {name: " + name + "}\nspec: " + spec + "\n"
	}
	inline := strings.Replace(intentItem, "  machines:", "  platform: {spec: {distribution: OpenShift, zones: 3}}\n  machines:", 1)
	for _, test := range []struct {
		reason string
		items  []string
		want   rules.Facts
	}{
		{"nothing", nil, rules.Facts{}},
		{
			"one", []string{platform("a", "{distribution: OpenShift, workerNodes: 3, kubevirtVersion: \"1.8\"}")},
			rules.Facts{Distribution: v1alpha1.OpenShift, WorkerNodes: 3, KubeVirt: plan.ParseVersion("1.8")},
		},
		{
			"two that disagree", []string{platform("a", "{distribution: OpenShift, workerNodes: 3}"), platform("b", "{distribution: Kubernetes, workerNodes: 3}")},
			rules.Facts{WorkerNodes: 3},
		},
		{"in an intent", []string{inline}, rules.Facts{Distribution: v1alpha1.OpenShift, Zones: 3}},
		{"a number that is none", []string{platform("a", "{distribution: OpenShift, workerNodes: 99999999999}")}, rules.Facts{Distribution: v1alpha1.OpenShift}},
	} {
		r := load(Input{Objects: parse(t, strings.Join(test.items, "\n---\n"))})
		r.readIntents()
		require.Equal(t, test.want, r.knownFacts(), test.reason)
	}
}

// TestCheckPointsAtTheName: what is wrong with an object as a whole is shown at its name.
func TestCheckPointsAtTheName(t *testing.T) {
	objects := parse(t, "# the intent\n---"+intentItem+"---"+intentItem)
	checked := Check(CheckInput{Input: Input{Objects: objects}})
	at := slices.IndexFunc(checked.Findings, func(f Finding) bool { return f.ID == "intent-twice" })
	require.GreaterOrEqual(t, at, 0)
	require.Equal(t, [2]int{6, 9}, [2]int{checked.Findings[at].Line, checked.Findings[at].Column})
}
