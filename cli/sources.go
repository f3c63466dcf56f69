// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/api/konfig"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"

	"vmha.dev/vmha/document"
)

// readSources reads files, folders and kustomizations; "-" is stdin. A folder whose
// kustomization only builds with plugins, as those of vmha itself do, is read as it stands.
func readSources(arguments []string, s streams) (*fileSet, error) {
	set := newFileSet(true)
	for _, argument := range arguments {
		path := kustomization(argument)
		if path == "" {
			if err := set.addAsItStands(argument, s); err != nil {
				return nil, err
			}
			continue
		}
		text, err := build(filepath.Dir(path))
		if err != nil && needsPlugins(err) && path != filepath.Clean(argument) {
			_, _ = fmt.Fprintf(s.err, "%s: note: its kustomization needs plugins, so the files of the folder are read as they stand; for what kustomize makes of them, pipe its output into -\n", argument)
			if err := set.addAsItStands(argument, s); err != nil {
				return nil, err
			}
			continue
		}
		if err != nil {
			return nil, err
		}
		set.parse(&file{path: path, relative: "kustomization", text: text, built: true}, true)
	}
	return set, nil
}

// addAsItStands reads files, but for the patches among them.
func (set *fileSet) addAsItStands(argument string, s streams) error {
	set.findPatches(argument, s)
	return set.add(argument, s.in)
}

// kustomization is the file that kustomize builds a folder from, if that has one. The
// file itself may be named too.
func kustomization(argument string) string {
	names := konfig.RecognizedKustomizationFileNames()
	if slices.Contains(names, filepath.Base(argument)) {
		return filepath.Clean(argument)
	}
	for _, name := range names {
		path := filepath.Join(argument, name)
		if info, err := os.Stat(path); err == nil && !info.IsDir() {
			return path
		}
	}
	return ""
}

// needsPlugins says whether kustomize refused to build because plugins are not enabled.
func needsPlugins(err error) bool { return strings.Contains(err.Error(), "plugins disabled") }

// build builds a kustomization, as kustomize build does without plugins.
func build(folder string) ([]byte, error) {
	resources, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(filesys.MakeFsOnDisk(), folder)
	if err != nil {
		return nil, fmt.Errorf("building %s: %w; if it needs functions or Helm, run kustomize build yourself and pipe it into vmha check -", folder, err)
	}
	return resources.AsYaml()
}

// manifests are all objects, those in ResourceLists among them.
func (set *fileSet) manifests() []*document.Object {
	var objects []*document.Object
	for _, object := range set.objects() {
		if object.Kind() != "ResourceList" {
			objects = append(objects, object)
			continue
		}
		list, err := document.ParseResourceList(object.Bytes())
		if err != nil {
			continue // a ResourceList of another kind
		}
		f := set.byOwner[object]
		for _, item := range list.Items {
			set.byOwner[item] = &file{path: f.path, built: true}
			objects = append(objects, item)
		}
	}
	return objects
}
