// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"sigs.k8s.io/kustomize/api/konfig"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"

	"vmha.dev/vmha/document"
)

// readSources reads files, folders and kustomizations; "-" is stdin.
func readSources(arguments []string, stdin io.Reader) (*fileSet, error) {
	set := &fileSet{byOwner: map[*document.Object]*file{}, keepText: true}
	for _, argument := range arguments {
		path := kustomization(argument)
		if path == "" {
			if err := set.add(argument, stdin); err != nil {
				return nil, err
			}
			continue
		}
		text, err := build(filepath.Dir(path))
		if err != nil {
			return nil, err
		}
		set.parse(&file{path: path, relative: "kustomization", text: text, built: true}, true)
	}
	return set, nil
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
		if object.Root().Get("kind").Text() != "ResourceList" {
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
