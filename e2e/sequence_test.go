// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

//go:build e2e

package e2e

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"sigs.k8s.io/yaml"

	"vmha.dev/vmha/internal/edittest"
)

// livingPackage is a package of kpt whose intent is edited again and again. FUNCTION is the program.
var livingPackage = map[string]string{
	"Kptfile": `apiVersion: kpt.dev/v1
kind: Kptfile
metadata:
  name: shop
  annotations: {config.kubernetes.io/local-config: "true"}
pipeline:
  mutators:
  - exec: FUNCTION
    configPath: options.yaml
`,
	"options.yaml": `apiVersion: vmha.dev/v1alpha1
kind: RenderOptions
metadata:
  name: options
  annotations: {config.kubernetes.io/local-config: "true"}
spec: {prune: Orphans, check: "Off"}
`,
	"platform.yaml":     edittest.Platform,
	"machines/web.yaml": edittest.Replacing.Machines,
}

// living are intents for the package after an edit: one of its machines, and one that makes
// some and does with them as the policy says when they go.
func living(edit edittest.Edit, deletion string) string {
	made := strings.Replace(edittest.Making.Intent, "deletionPolicy: Delete", "deletionPolicy: "+deletion, 1)
	selecting, making := edit.Of(edittest.Replacing.Intent), edit.Of(made)
	if selecting+making == "" {
		return ""
	}
	return selecting + "---\n" + making
}

// livingFolder writes the package with the intent in one state.
func livingFolder(t *testing.T, intent string) string {
	t.Helper()
	dir := t.TempDir()
	for path, text := range livingPackage {
		path = filepath.Join(dir, path)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o750))
		require.NoError(t, os.WriteFile(path, []byte(strings.ReplaceAll(text, "FUNCTION", binary)), 0o600))
	}
	writeIntent(t, dir, intent)
	return dir
}

func writeIntent(t *testing.T, dir, intent string) {
	t.Helper()
	path := filepath.Join(dir, "ha.yaml")
	if intent == "" {
		require.NoError(t, os.RemoveAll(path))
		return
	}
	require.NoError(t, os.WriteFile(path, []byte(intent), 0o600))
}

func kptRender(t *testing.T, dir string) {
	t.Helper()
	must(t, nil, "kpt", "fn", "render", "--allow-exec", dir)
}

// texts are the files of a package.
func texts(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	require.NoError(t, filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		relative, _ := filepath.Rel(dir, path)
		all[relative] = string(text)
		return err
	}))
	return all
}

// manifests are the objects of a package that are no part of its furniture, in canonical JSON, sorted.
func manifests(t *testing.T, dir string) []string {
	t.Helper()
	var all []string
	for path, text := range texts(t, dir) {
		if path == "Kptfile" || path == "ha.yaml" {
			continue
		}
		for document := range strings.SplitSeq(text, "\n---\n") {
			object, err := yaml.YAMLToJSON([]byte(document))
			require.NoError(t, err, path)
			all = append(all, string(object))
		}
	}
	slices.Sort(all)
	return all
}

// byHand puts a comment of the user behind every line that a person may want to explain,
// in machines and in generated files, and says how many there are.
func byHand(t *testing.T, dir string) int {
	t.Helper()
	comments := 0
	for path, text := range texts(t, dir) {
		if path == "Kptfile" || path == "ha.yaml" || path == "options.yaml" || path == "platform.yaml" {
			continue
		}
		lines := strings.Split(text, "\n")
		for i, line := range lines {
			switch strings.TrimSpace(line) {
			case "runStrategy: Always", "kind: Service", "kind: VirtualMachine", "evictionStrategy: LiveMigrate", "readinessProbe:", "type: ClusterIP", "type: LoadBalancer", "guest: 1Gi", "guest: 2Gi":
				lines[i] += " # by hand"
				comments++
			}
		}
		require.NoError(t, os.WriteFile(filepath.Join(dir, path), []byte(strings.Join(lines, "\n")), 0o600))
	}
	return comments
}

func countByHand(t *testing.T, dir string) int {
	t.Helper()
	count := 0
	for _, text := range texts(t, dir) {
		count += strings.Count(text, "# by hand")
	}
	return count
}

// TestKptEditsInARow makes every pair of the frequent edits under the real kpt, with comments
// of the user in machines and generated files. What is left is what a fresh render of the
// package as the user wrote it gives.
func TestKptEditsInARow(t *testing.T) {
	need(t, "kpt")
	fresh := map[string][]string{}
	edits := edittest.Edits[:edittest.Frequent]
	for _, edit := range edits {
		dir := livingFolder(t, living(edit, "Delete"))
		kptRender(t, dir)
		fresh[edit.Name] = manifests(t, dir)
		before := texts(t, dir)
		kptRender(t, dir)
		require.Equal(t, before, texts(t, dir), "%s: the second render changes bytes", edit.Name)
	}
	for _, first := range edits {
		for _, second := range edits {
			t.Run(first.Name+", "+second.Name, func(t *testing.T) {
				dir := livingFolder(t, living(first, "Delete"))
				kptRender(t, dir)
				comments := byHand(t, dir)
				require.Positive(t, comments)
				kptRender(t, dir)
				require.Equal(t, comments, countByHand(t, dir), "a comment is lost though nothing was edited")
				writeIntent(t, dir, living(second, "Delete"))
				kptRender(t, dir)
				require.Equal(t, fresh[second.Name], manifests(t, dir))
				again := texts(t, dir)
				kptRender(t, dir)
				require.Equal(t, again, texts(t, dir), "the second render changes bytes")
			})
		}
	}
}

// TestKptKeepsMachines deletes the intent of machines that it has made and is to retain:
// they stay, and nothing else does.
func TestKptKeepsMachines(t *testing.T) {
	need(t, "kpt")
	dir := livingFolder(t, living(edittest.NoWatchdog, "Retain"))
	kptRender(t, dir)
	var machines []string
	for _, object := range manifests(t, dir) {
		if strings.Contains(object, "owned-by") && strings.Contains(object, `"kind":"VirtualMachine"`) {
			machines = append(machines, object)
		}
	}
	require.Len(t, machines, 2)
	writeIntent(t, dir, "")
	kptRender(t, dir)
	empty := livingFolder(t, "")
	kptRender(t, empty)
	want := append(manifests(t, empty), machines...)
	slices.Sort(want)
	require.Equal(t, want, manifests(t, dir))
}
