// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const module = "vmha.dev/vmha"

// A layer says what a package may import. Paths end in /... where packages below are meant too.
type layer struct {
	// own are packages of this module, below its path.
	own []string
	// outside are packages of other modules. Of the standard library everything is allowed that notStandard does not list.
	outside     []string
	notStandard []string
}

// impure are packages of the standard library that a pure package must do without.
var impure = []string{"os", "os/exec", "io", "io/fs", "net", "net/http", "log", "path/filepath", "math/rand"}

// layers is the import policy: what is not listed is refused, and so is a package that is not listed.
var layers = map[string]layer{
	".": {own: []string{"cli"}},
	"api/v1alpha1": {notStandard: impure, outside: []string{
		"k8s.io/api/core/v1", "k8s.io/apimachinery/pkg/api/resource", "k8s.io/apimachinery/pkg/apis/meta/v1",
		"k8s.io/apimachinery/pkg/runtime", "k8s.io/apimachinery/pkg/util/intstr",
	}},
	"plan": {notStandard: impure, own: []string{"api/v1alpha1"}, outside: []string{
		"k8s.io/api/core/v1", "k8s.io/apimachinery/pkg/api/resource", "k8s.io/apimachinery/pkg/apis/meta/v1",
		"k8s.io/apimachinery/pkg/labels", "k8s.io/apimachinery/pkg/util/intstr",
	}},
	"generators": {notStandard: impure, own: []string{"api/v1alpha1", "plan"}, outside: []string{
		"github.com/openshift/api/machine/v1beta1", "go.universe.tf/metallb/api/v1beta1", "k8s.io/api/...", "k8s.io/apimachinery/...",
		"kubevirt.io/api/core/v1", "kubevirt.io/containerized-data-importer-api/pkg/apis/core/v1beta1", "sigs.k8s.io/json",
	}},
	"transformers": {notStandard: impure, own: []string{"api/v1alpha1", "plan"}, outside: []string{
		"k8s.io/api/core/v1", "k8s.io/apimachinery/pkg/apis/meta/v1", "kubevirt.io/api/core/v1",
	}},
	"rules": {notStandard: impure, own: []string{"api/v1alpha1", "plan"}, outside: []string{
		"k8s.io/apimachinery/pkg/api/resource", "k8s.io/apimachinery/pkg/apis/meta/v1", "k8s.io/apimachinery/pkg/labels",
	}},
	"check":    {notStandard: impure, own: []string{"api/v1alpha1", "plan", "rules"}},
	"schemas":  {},
	"document": {own: []string{"plan"}, outside: []string{"go.yaml.in/yaml/v3"}},
	"fn/intent": {own: []string{"api/v1alpha1", "plan", "schemas"}, outside: []string{
		"github.com/santhosh-tekuri/jsonschema/v6", "github.com/santhosh-tekuri/jsonschema/v6/kind", "golang.org/x/text/...", "k8s.io/apimachinery/pkg/apis/meta/v1", "sigs.k8s.io/json",
	}},
	"fn": {
		own:     []string{"api/v1alpha1", "check", "document", "fn/intent", "generators", "plan", "rules", "transformers"},
		outside: []string{"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn", "k8s.io/apimachinery/pkg/apis/meta/v1"},
	},
	"report": {own: []string{"plan"}},
	"report/findings": {
		notStandard: impure, own: []string{"check", "plan", "rules"},
		outside: []string{"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"},
	},
	"docs": {notStandard: impure},
	"cli": {
		own:     []string{"api/v1alpha1", "check", "docs", "document", "fn", "plan", "report", "report/findings", "rules", "schemas"},
		outside: []string{"github.com/aymanbagabas/go-udiff", "github.com/spf13/cobra", "sigs.k8s.io/kustomize/api/konfig", "sigs.k8s.io/kustomize/api/krusty", "sigs.k8s.io/kustomize/kyaml/filesys"},
	},
	"internal/gen":         {own: []string{"api/v1alpha1", "check", "plan", "rules"}, outside: []string{"golang.org/x/tools/txtar", "go.yaml.in/yaml/v3", "k8s.io/apimachinery/...", "sigs.k8s.io/yaml"}},
	"internal/edittest":    {notStandard: impure},
	"internal/exampletest": {outside: []string{"go.yaml.in/yaml/v3"}},
	"internal/golden":      {outside: []string{"github.com/stretchr/testify/require"}},
}

// TestLayers holds every package to the policy. Tests may import what they like.
func TestLayers(t *testing.T) {
	imports := packageImports(t)
	for _, dir := range sortedKeys(imports) {
		allowed, listed := layers[dir]
		if !listed {
			t.Errorf("package %s is not in the import policy; add it to layers in layers_test.go, and to ARCHITECTURE.md", dir)
			continue
		}
		for _, path := range imports[dir] {
			if !allowed.allows(path) {
				t.Errorf("package %s must not import %s; see layers in layers_test.go", dir, path)
			}
		}
	}
	for dir := range layers {
		require.Contains(t, imports, dir, "the import policy lists a package that does not exist")
	}
}

func (l layer) allows(path string) bool {
	if own, isOwn := strings.CutPrefix(path, module+"/"); isOwn {
		return slices.Contains(l.own, own)
	}
	if first, _, _ := strings.Cut(path, "/"); !strings.Contains(first, ".") {
		return !slices.Contains(l.notStandard, path)
	}
	return slices.ContainsFunc(l.outside, func(allowed string) bool {
		prefix, below := strings.CutSuffix(allowed, "/...")
		return path == allowed || (below && strings.HasPrefix(path, prefix+"/"))
	})
}

// packageImports are the imports of the packages of this module, by folder, without tests and nested modules.
func packageImports(t *testing.T) map[string][]string {
	t.Helper()
	imports := map[string][]string{}
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			return skipFolder(path)
		}
		if filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		dir := filepath.ToSlash(filepath.Dir(path))
		imports[dir] = append(imports[dir], []string{}...)
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			imports[dir] = append(imports[dir], imported)
		}
		return nil
	})
	require.NoError(t, err)
	return imports
}

func skipFolder(path string) error {
	nested, err := filepath.Glob(filepath.Join(path, "go.mod"))
	if err != nil {
		return err
	}
	hidden := strings.HasPrefix(filepath.Base(path), ".") && path != "."
	if hidden || filepath.Base(path) == "testdata" || (len(nested) > 0 && path != ".") {
		return filepath.SkipDir
	}
	return nil
}

func sortedKeys(m map[string][]string) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
