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
		if !isKustomization(argument) {
			if err := set.add(argument, stdin); err != nil {
				return nil, err
			}
			continue
		}
		text, err := build(argument)
		if err != nil {
			return nil, err
		}
		set.parse(&file{path: filepath.Clean(argument), relative: "kustomization", text: text, built: true}, true)
	}
	return set, nil
}

// isKustomization says whether a folder is one that kustomize builds.
func isKustomization(folder string) bool {
	return slices.ContainsFunc(konfig.RecognizedKustomizationFileNames(), func(name string) bool {
		info, err := os.Stat(filepath.Join(folder, name))
		return err == nil && !info.IsDir()
	})
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
