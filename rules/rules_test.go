// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
	"sigs.k8s.io/yaml"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/document"
	"vmha.dev/vmha/internal/golden"
	"vmha.dev/vmha/plan"
)

const (
	suffix = ".txtar"
	local  = "config.kubernetes.io/local-config"
)

// TestRules runs the example of every rule: bad gives exactly want, and good and fixed give nothing.
func TestRules(t *testing.T) {
	for _, rule := range All {
		t.Run(rule.ID, func(t *testing.T) {
			path := filepath.Join("testdata", rule.ID+suffix)
			archive, err := txtar.ParseFile(path)
			require.NoError(t, err, "rule %s has no example", rule.ID)
			example := &example{t: t, rule: rule, archive: archive}
			example.platform()
			example.check("bad.yaml", "want", "fixed.yaml")
			if example.has("also.yaml") {
				example.check("also.yaml", "want-also", "")
			}
			require.Empty(t, example.findings(example.read("good.yaml")), "good.yaml")
			if golden.Updating() {
				require.NoError(t, os.WriteFile(path, txtar.Format(archive), 0o600))
			}
		})
	}
}

// TestEveryExampleHasItsRule finds rules that fell out of the list.
func TestEveryExampleHasItsRule(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "*"+suffix))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		id := strings.TrimSuffix(filepath.Base(file), suffix)
		_, found := Find(id)
		require.True(t, found, "%s is the example of rule %s, which is not in All (rules/all.go)", file, id)
		_, err := os.Stat(strings.ReplaceAll(id, "-", "_") + ".go")
		require.NoError(t, err, "rule %s has a file of its own", id)
	}
}

// TestDocuments refuses a rule without its document.
func TestDocuments(t *testing.T) {
	kebab := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	seen := map[string]bool{}
	for _, rule := range All {
		require.Regexp(t, kebab, rule.ID)
		require.False(t, seen[rule.ID], "%s stands twice in All", rule.ID)
		seen[rule.ID] = true
		require.NotEmpty(t, rule.Topic, rule.ID)
		require.NotEmpty(t, rule.Title, rule.ID)
		require.NotEmpty(t, rule.Why, rule.ID)
		require.NotEmpty(t, rule.Since, rule.ID)
		require.NotEmpty(t, rule.Links, rule.ID)
		require.Contains(t, []plan.Severity{plan.Error, plan.Warning, plan.Info}, rule.Severity, rule.ID)
		require.NotNil(t, rule.Check, rule.ID)
		require.NotContains(t, rule.Title+rule.Why, "\n", rule.ID)
	}
}

// example is the archive of a rule.
type example struct {
	t       *testing.T
	rule    Rule
	archive *txtar.Archive
	facts   Facts
	intent  *v1alpha1.HighAvailability
	known   *v1alpha1.HighAvailabilityPlatform
}

func (e *example) platform() {
	if e.has("platform.yaml") {
		e.known = &v1alpha1.HighAvailabilityPlatform{}
		require.NoError(e.t, yaml.UnmarshalStrict(e.file("platform.yaml").Data, e.known))
		e.facts = FactsOf(e.known.Spec)
		e.known.Spec.Default()
	}
	if e.has("intent.yaml") {
		e.intent = &v1alpha1.HighAvailability{}
		require.NoError(e.t, yaml.UnmarshalStrict(e.file("intent.yaml").Data, e.intent))
		e.intent.Spec.Default()
	}
}

func (e *example) check(bad, want, fixed string) {
	stream := e.read(bad)
	findings := e.findings(stream)
	require.NotEmpty(e.t, findings, "%s gives no finding", bad)
	for _, finding := range findings {
		raised := e.rule.Severity == plan.Info && finding.Severity != plan.Info
		require.False(e.t, raised, "a rule of hints is not run where hints are not asked for: give it the severity that it can reach, and lower it")
	}
	e.compare(want, lines(findings))
	if fixed == "" {
		return
	}
	e.repair(stream, findings)
	text := stream.Bytes()
	if bytes.Equal(text, e.file(bad).Data) {
		text = nil
	}
	e.compare(fixed, string(text))
	if text != nil {
		require.Empty(e.t, e.findings(e.read(fixed)), fixed)
	}
}

func (e *example) repair(stream *document.Stream, findings []plan.Finding) {
	w := e.world(stream)
	for _, finding := range findings {
		for _, edit := range e.rule.Repair(w, finding) {
			for _, object := range stream.Objects() {
				if refOf(object) == edit.Target {
					_, err := object.Apply([]plan.Edit{edit})
					require.NoError(e.t, err)
				}
			}
		}
	}
}

func (e *example) findings(stream *document.Stream) []plan.Finding {
	return e.rule.Run(e.world(stream))
}

func (e *example) world(stream *document.Stream) *World {
	items := itemsOf(stream)
	if e.intent == nil {
		return NewWorld(items, e.facts, nil)
	}
	in := plan.Input{Intents: []*v1alpha1.HighAvailability{e.intent}, Inventory: plan.NewInventory(items)}
	if e.known != nil {
		in.Platforms = []*v1alpha1.HighAvailabilityPlatform{e.known}
	}
	decided, _ := plan.Build(in)
	return NewWorld(items, e.facts, &decided)
}

func (e *example) has(name string) bool {
	return slices.ContainsFunc(e.archive.Files, func(f txtar.File) bool { return f.Name == name })
}

func (e *example) file(name string) *txtar.File {
	for i := range e.archive.Files {
		if e.archive.Files[i].Name == name {
			return &e.archive.Files[i]
		}
	}
	require.Fail(e.t, "missing part", name)
	return nil
}

func (e *example) read(name string) *document.Stream {
	stream, err := document.Parse(e.file(name).Data)
	require.NoError(e.t, err, name)
	return stream
}

// compare compares a part with what it should be, or writes it; empty text means no part.
func (e *example) compare(name, got string) {
	at := slices.IndexFunc(e.archive.Files, func(f txtar.File) bool { return f.Name == name })
	if !golden.Updating() {
		want := ""
		if at >= 0 {
			want = string(e.archive.Files[at].Data)
		}
		require.Equal(e.t, want, got, "%s of %s is stale; review and run: go test ./rules -update", name, e.rule.ID)
		return
	}
	part := txtar.File{Name: name, Data: []byte(got)}
	switch {
	case at >= 0 && got == "":
		e.archive.Files = slices.Delete(e.archive.Files, at, at+1)
	case at >= 0:
		e.archive.Files[at] = part
	case got != "":
		after := slices.IndexFunc(e.archive.Files, func(f txtar.File) bool { return f.Name == "want" })
		e.archive.Files = slices.Insert(e.archive.Files, after+1, part)
	}
}

// lines writes findings: severity, object, field, message.
func lines(findings []plan.Finding) string {
	var b strings.Builder
	for _, f := range findings {
		b.WriteString(string(f.Severity) + " " + f.Ref.String() + " " + f.Path.String() + ": " + f.Message + "\n")
	}
	return b.String()
}

func itemsOf(stream *document.Stream) []plan.Item {
	var items []plan.Item
	for _, object := range stream.Objects() {
		annotations := plan.TextMap(object.Root().Get("metadata").Get("annotations"))
		items = append(items, plan.Item{Ref: refOf(object), Root: object.Root(), LocalConfig: annotations[local] == "true"})
	}
	return items
}

func refOf(object *document.Object) plan.Ref {
	root := object.Root()
	meta := root.Get("metadata")
	return plan.Ref{
		APIVersion: root.Get("apiVersion").Text(), Kind: root.Get("kind").Text(),
		Namespace: meta.Get("namespace").Text(), Name: meta.Get("name").Text(),
	}
}
