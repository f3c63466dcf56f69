// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/schemas"
)

// orphan is a Service of an intent that is gone.
func orphan(name string, marks ...string) string {
	return placed("apiVersion: v1\nkind: Service\nmetadata:\n  name: "+name+"\n  namespace: shop\n", append(marks, OwnedBy, "HighAvailability/shop/old")...)
}

const pruneOrphans = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: function-input\ndata:\n  prune: Orphans\n"

func names(a answer) []string {
	var all []string
	for _, item := range a.Items {
		metadata, _ := item["metadata"].(map[string]any)
		name, _ := metadata["name"].(string)
		all = append(all, name)
	}
	return all
}

// TestOrphans: objects whose intent is gone are told of, and go only where the options say so.
func TestOrphans(t *testing.T) {
	infrastructure := "apiVersion: metallb.io/v1beta1\nkind: IPAddressPool\nmetadata:\n  name: pool\n  annotations: {" + OwnedBy + ": HighAvailability/shop/old}\n"
	foreign := placed("apiVersion: v1\nkind: Secret\nmetadata:\n  name: theirs\n", OwnedBy, "Widget/shop/old")
	for _, test := range []struct {
		reason, config string
		items          []string
		names, ids     []string
	}{
		{"nobody asked for it", "", []string{orphan("a"), foreign}, []string{"a", "theirs"}, []string{"orphan"}},
		{"somebody did", pruneOrphans, []string{orphan("a"), foreign}, []string{"theirs"}, []string{"pruned"}},
		{"the other scope", pruneOrphans + "  scope: Infrastructure\n", []string{orphan("a"), infrastructure}, []string{"a"}, []string{"pruned"}},
		{"a disk would go with it", pruneOrphans, []string{orphan("a", "kustomize.toolkit.fluxcd.io/prune", "disabled")}, []string{"a"}, []string{"kept"}},
		{
			"another package", pruneOrphans,
			[]string{placed(settings, packagePathAnnotation, "/w"), orphan("a", packagePathAnnotation, "/w"), orphan("b", packagePathAnnotation, "/w/sub")},
			[]string{"settings", "b"},
			[]string{"orphan", "pruned"},
		},
		{
			"a package with an intent", pruneOrphans,
			[]string{placed(settings, packagePathAnnotation, "/w"), orphan("a", packagePathAnnotation, "/w/sub"), placed(intentItem, packagePathAnnotation, "/w/sub"), machineItem},
			[]string{"settings", "web", "web-0"},
			[]string{"needs-restart", "pruned"},
		},
		{"kustomize shows a transformer what others have made", intentItem, []string{orphan("a"), machineItem}, []string{"a", "web-0"}, []string{"needs-restart"}},
	} {
		a := call(t, list{config: test.config, items: test.items}.text())
		require.Equal(t, ExitOK, a.code, "%s: %s", test.reason, a.stderr)
		require.Equal(t, test.names, names(a), test.reason)
		require.ElementsMatch(t, test.ids, a.ids(), "%s: %s", test.reason, a.stderr)
	}
}

// TestOrphanGivesWay: a new intent may take over the name of what goes.
func TestOrphanGivesWay(t *testing.T) {
	service := orphan("web", "config.k8s.io/id", "7")
	a := call(t, list{items: []string{intentItem + balancing, machineItem, service}}.text())
	require.Equal(t, ExitError, a.code)
	require.Contains(t, a.ids(), "object-not-owned")
	a = call(t, list{config: pruneOrphans, items: []string{intentItem + balancing, machineItem, service}}.text())
	require.Equal(t, ExitOK, a.code, a.stderr)
	require.Equal(t, map[string]string{OwnedBy: "HighAvailability/shop/web", "config.k8s.io/id": "7"}, itemMarks(a.Items[2]))
	require.NotContains(t, a.ids(), "pruned")
}

// TestRenderOptions: the kind says what the ConfigMap says.
func TestRenderOptions(t *testing.T) {
	spec := func(text string) string {
		return "apiVersion: vmha.dev/v1alpha1\nkind: RenderOptions\nmetadata:\n  name: options\nspec: {" + text + "}\n"
	}
	read := func(config string, items ...string) *run {
		in := Input{Config: parse(t, config)[0]}
		for _, item := range items {
			in.Objects = append(in.Objects, parse(t, item)...)
		}
		return newRun(in)
	}
	r := read(spec("scope: Application, check: Off, prune: Orphans, layout: PerObject"))
	require.Empty(t, r.findings)
	require.Equal(t, Options{"Application", checkOff, v1alpha1.PruneOrphans, v1alpha1.LayoutPerObject}, r.options)
	for _, off := range []string{"off", `"Off"`, "false", `"false"`} {
		r = read(options + "data: {check: " + off + "}\n")
		require.Empty(t, r.findings, off)
		require.Equal(t, checkOff, r.options.Check, off)
	}
	require.Equal(t, Options{"", "warning", v1alpha1.PruneOwned, v1alpha1.LayoutPerIntent}, read(spec("")).options)
	require.Equal(t, Options{}, read(options, placed(spec("prune: Orphans"), localConfig, "true")).options, "those of another call")
	both := placed(spec("prune: Orphans"), localConfig, "true")
	require.Equal(t, v1alpha1.PruneOrphans, read(both, both).options.Prune)
	wrong := read(spec("scope: Cluster, prun: Orphans"))
	require.Len(t, wrong.findings, 2)
	require.Contains(t, wrong.findings[0].Message+wrong.findings[1].Message, "Application")
}

// TestOptionValues compares the options with the schema of the kind.
func TestOptionValues(t *testing.T) {
	var schema struct {
		Properties struct {
			Spec struct {
				Properties map[string]struct{ Enum []string }
			}
		}
	}
	require.NoError(t, json.Unmarshal(schemas.RenderOptions, &schema))
	require.Len(t, OptionNames(), len(schema.Properties.Spec.Properties))
	for _, name := range OptionNames() {
		require.Equal(t, schema.Properties.Spec.Properties[name].Enum, OptionValues(name))
		for _, value := range OptionValues(name) {
			require.NoError(t, new(Options).Set(name, value))
		}
	}
}

// TestLayout: the file of a new object tells what it is, and an object that was moved is found again.
func TestLayout(t *testing.T) {
	intent := placed(strings.Replace(intentItem+balancing, "type: ClusterIP", "addresses: [192.0.2.1/32]", 1), pathAnnotation, "apps/ha.yaml", indexAnnotation, "0")
	a := call(t, list{config: options + "data: {layout: PerObject}\n", items: []string{intent, machineItem}}.text())
	require.Equal(t, ExitOK, a.code, a.stderr)
	var paths []string
	for _, item := range a.Items[2:] {
		paths = append(paths, itemMarks(item)[pathAnnotation])
	}
	require.Equal(t, []string{"apps/shop.web.service.yaml", "apps/metallb-system.shop.web.ipaddresspool.yaml", "apps/metallb-system.shop.web.l2advertisement.yaml"}, paths)
	moved := strings.Replace(strings.SplitN(a.stdout, "results:\n", 2)[0], "apps/shop.web.service.yaml", "by-hand/lb.yaml", 1)
	again := call(t, moved)
	require.Empty(t, again.Results)
	require.Equal(t, strings.TrimSpace(moved), strings.TrimSpace(again.stdout))
}

// TestPackagesOfRecords: what an intent that is gone has set goes back only in a package that
// the run is about, and a run that may not see other intents says nothing of it.
func TestPackagesOfRecords(t *testing.T) {
	machine := placed(machineItem, packagePathAnnotation, "/w/sub", pathAnnotation, "web-0.yaml")
	first := Render(Input{Objects: parse(t, placed(intentItem, packagePathAnnotation, "/w/sub", pathAnnotation, "ha.yaml")+"---\n"+machine)})
	require.False(t, first.Failed())
	changed := string(first.Objects[1].Bytes())
	require.Contains(t, changed, SetBy)
	for _, test := range []struct {
		reason, pkg string
		config      string
		back        bool
		ids         []string
	}{
		{"the package of the run", "/w/sub", pruneOrphans, true, []string{"restored"}},
		{"one below", "/w", pruneOrphans, false, []string{"orphan"}},
		{"nobody asked for it", "/w/sub", options, false, []string{"orphan"}},
		{"it may be another transformer's", "/w/sub", strings.NewReplacer("name: web", "name: db", "app: web", "app: db").Replace(intentItem), false, nil},
	} {
		in := Input{Objects: parse(t, placed(settings, packagePathAnnotation, test.pkg)+"---\n"+changed), Config: parse(t, test.config)[0]}
		in.Objects = append(in.Objects, parse(t, placed(strings.NewReplacer("web-0", "db-0", "app: web", "app: db").Replace(machineItem), packagePathAnnotation, test.pkg))...)
		outcome := Render(in)
		require.False(t, outcome.Failed(), test.reason)
		require.Equal(t, test.back, !strings.Contains(string(outcome.Objects[1].Bytes()), SetBy), test.reason)
		var ids []string
		for _, finding := range outcome.Findings {
			if finding.Ref.Name == "web-0" {
				ids = append(ids, finding.ID)
			}
		}
		require.Equal(t, test.ids, ids, test.reason)
	}
}

// TestPackagesOfObjects: what an intent wants no more goes from its own package, and is told of in others.
func TestPackagesOfObjects(t *testing.T) {
	unwanted := func(name, in string) string {
		return placed("apiVersion: v1\nkind: Service\nmetadata:\n  name: "+name+"\n  namespace: shop\n", OwnedBy, "HighAvailability/shop/web", packagePathAnnotation, in)
	}
	a := call(t, list{items: []string{placed(intentItem, packagePathAnnotation, "/w"), machineItem, unwanted("a", "/w"), unwanted("b", "/w/sub")}}.text())
	require.Equal(t, ExitOK, a.code, a.stderr)
	require.Equal(t, []string{"web", "web-0", "b"}, names(a))
	require.Equal(t, []string{"kept", "needs-restart", "pruned"}, a.ids())
}
