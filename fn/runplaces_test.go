// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// placed adds annotations to an item.
func placed(item string, marks ...string) string {
	var text strings.Builder
	text.WriteString("  annotations:\n")
	for i := 0; i+1 < len(marks); i += 2 {
		fmt.Fprintf(&text, "    %s: %q\n", marks[i], marks[i+1])
	}
	lines := text.String()
	if strings.Contains(item, "  annotations:\n") {
		return strings.Replace(item, "  annotations:\n", lines, 1)
	}
	return strings.Replace(item, "metadata:\n", "metadata:\n"+lines, 1)
}

func itemMarks(item map[string]any) map[string]string {
	marks := map[string]string{}
	metadata, _ := item["metadata"].(map[string]any)
	annotations, _ := metadata["annotations"].(map[string]any)
	for key, value := range annotations {
		marks[key], _ = value.(string)
	}
	return marks
}

const settings = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n  namespace: shop\n"

// TestRunPlaces: kpt refuses two documents at one place, and finds the files of new ones by their annotations.
func TestRunPlaces(t *testing.T) {
	intent := placed(strings.Replace(intentItem+balancing, "type: ClusterIP", "addresses: [192.0.2.1/32]", 1),
		pathAnnotation, "apps/web/ha.yaml", indexAnnotation, "0", packagePathAnnotation, "/work/shop", "config.k8s.io/id", "7")
	machine := placed(machineItem, pathAnnotation, "apps/web/machines.yaml", indexAnnotation, "3", "internal.config.kubernetes.io/seqindent", "wide")
	byHand := placed(settings, pathAnnotation, "apps/web/shop.web.application.yaml", indexAnnotation, "4", packagePathAnnotation, "/work/shop")
	a := call(t, list{items: []string{intent, machine, byHand}}.text())
	require.Equal(t, ExitOK, a.code, a.stderr)
	require.Equal(t, "wide", itemMarks(a.Items[1])["internal.config.kubernetes.io/seqindent"])
	require.Equal(t, "3", itemMarks(a.Items[1])[indexAnnotation])
	for i, want := range map[int][2]string{
		3: {"apps/web/shop.web.application.yaml", "5"},    // the Service, behind the user's own document
		4: {"apps/web/shop.web.infrastructure.yaml", "0"}, // the pool
		5: {"apps/web/shop.web.infrastructure.yaml", "1"}, // its advertisement
	} {
		marks := itemMarks(a.Items[i])
		require.Equal(t, want, [2]string{marks[pathAnnotation], marks[indexAnnotation]}, a.Items[i]["kind"])
		require.Equal(t, "/work/shop", marks[packagePathAnnotation], "else kpt puts it into another package")
		require.NotContains(t, marks, "config.k8s.io/id")
		require.NotContains(t, marks, localConfig, "kustomize would drop it")
	}
}

// TestRunPlacesOfOldOrchestrators: they spell the annotations another way.
func TestRunPlacesOfOldOrchestrators(t *testing.T) {
	intent := placed(intentItem+balancing, legacyPathAnnotation, "ha.yaml", legacyIndexAnnotation, "1")
	a := call(t, list{items: []string{intent, machineItem}}.text())
	require.Equal(t, ExitOK, a.code, a.stderr)
	require.Equal(t, "shop.web.application.yaml", itemMarks(a.Items[2])[pathAnnotation])
}

// TestRunWithoutPlaces: kustomize has no files, so nothing has a place.
func TestRunWithoutPlaces(t *testing.T) {
	a := call(t, list{items: []string{placed(intentItem+balancing, indexAnnotation, "0"), machineItem}}.text())
	require.Equal(t, ExitOK, a.code, a.stderr)
	require.Equal(t, map[string]string{OwnedBy: "HighAvailability/shop/web"}, itemMarks(a.Items[2]))
}

// TestRunAgain: what is made again keeps its place and its ids, by which kpt puts the user's comments back.
func TestRunAgain(t *testing.T) {
	intent := placed(intentItem+balancing, pathAnnotation, "ha.yaml", indexAnnotation, "0")
	first := call(t, list{items: []string{intent, machineItem}}.text())
	service := placed(`
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
spec:
  clusterIP: 10.0.0.1
`, OwnedBy, "HighAvailability/shop/web", pathAnnotation, "moved/service.yaml", indexAnnotation, "2",
		"config.k8s.io/id", "11", "internal.config.kubernetes.io/id", "11", "kustomize.config.k8s.io/id", "|\n", "example.com/note", "by hand")
	again := call(t, list{items: []string{intent, service, machineItem}}.text())
	require.Equal(t, ExitOK, again.code, again.stderr)
	require.Len(t, again.Items, 3)
	require.Equal(t, first.Items[2]["spec"], again.Items[1]["spec"])
	require.Equal(t, map[string]string{
		OwnedBy: "HighAvailability/shop/web", pathAnnotation: "moved/service.yaml", indexAnnotation: "2",
		"config.k8s.io/id": "11", "internal.config.kubernetes.io/id": "11", "kustomize.config.k8s.io/id": "|\n",
	}, itemMarks(again.Items[1]))
}

// TestRunResults: what a finding says, for kpt, for kustomize and for people.
func TestRunResults(t *testing.T) {
	intent := placed(strings.Replace(intentItem+balancing, "nodeDrain: {}", "nodeDrain: {evictionStrategy: LiveMigrate}\n    nodeFailure: {}", 1),
		pathAnnotation, "ha.yaml", indexAnnotation, "2")
	machine := placed(strings.Replace(machineItem, "runStrategy: Always", "runStrategy: Manual", 1), legacyPathAnnotation, "web-0.yaml")
	a := call(t, list{items: []string{intent, machine}}.text())
	require.Equal(t, ExitError, a.code)
	require.Equal(t, []string{"nobody-fences", "run-strategy-does-not-recover", "group-label-needs-restart"}, a.ids())
	fenced, strategy := a.Results[0], a.Results[1]
	require.Equal(t, "HighAvailability shop/web", fenced.ResourceRef.Kind+" "+fenced.ResourceRef.Namespace+"/"+fenced.ResourceRef.Name)
	require.Equal(t, "vmha.dev/v1alpha1", fenced.ResourceRef.APIVersion)
	require.Equal(t, "spec.survive.nodeFailure", fenced.Field.Path)
	require.Equal(t, "ha.yaml", fenced.File.Path)
	require.Equal(t, 2, fenced.File.Index)
	require.Equal(t, "web-0.yaml", strategy.File.Path)
	require.Equal(t, "spec.runStrategy", strategy.Field.Path)
	require.Equal(t, "Manual", strategy.Field.CurrentValue)
	require.Equal(t, "Always", strategy.Field.ProposedValue)
	require.Equal(t, map[string]string{"id": "run-strategy-does-not-recover", "source": "spec.survive.nodeFailure.runStrategy"}, strategy.Tags)
	require.Equal(t, "error: VirtualMachine shop/web-0: spec.runStrategy: "+strategy.Message+" (run-strategy-does-not-recover)", strings.Split(a.stderr, "\n")[1])
}

// TestRunErrorLeavesItems: with an error nothing is changed, not even what was changed before the error showed.
func TestRunErrorLeavesItems(t *testing.T) {
	service := "# by hand\napiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\n"
	in := list{items: []string{intentItem + balancing, machineItem, service}}.text()
	a := call(t, in)
	require.Equal(t, ExitError, a.code)
	require.Equal(t, []string{"object-not-owned", "group-label-needs-restart"}, a.ids())
	before, _, found := strings.Cut(a.stdout, "results:\n")
	require.True(t, found)
	require.Equal(t, in, before)
}

// TestRunTwice: what comes out goes in again, with its places, and comes out the same.
func TestRunTwice(t *testing.T) {
	intent := placed(strings.Replace(intentItem+balancing, "type: ClusterIP", "addresses: [192.0.2.1/32]", 1), pathAnnotation, "web/ha.yaml", indexAnnotation, "0")
	first := call(t, list{items: []string{intent, placed(machineItem, pathAnnotation, "web/web-0.yaml", indexAnnotation, "0"), settings}}.text())
	require.Equal(t, ExitOK, first.code, first.stderr)
	again := call(t, first.stdout)
	require.Empty(t, again.Results)
	before, _, _ := strings.Cut(first.stdout, "results:\n")
	require.Equal(t, before, again.stdout)
}
