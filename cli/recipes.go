// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"cmp"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/api/konfig"

	"vmha.dev/vmha/document"
	"vmha.dev/vmha/plan"
)

// A recipe is what a file of kustomize says about other files.
type recipe struct {
	// listed are the paths of all that it builds on; files and folders are those that are there.
	listed, files, folders []string
	patches                []string
	missing                string
	component              bool
}

// recipes are read once, by the path of their folder.
type recipes map[string]*recipe

// ingredients are the fields of a kustomization that list files and folders with objects.
var ingredients = []string{"resources", "bases", "components", "generators", "transformers", "validators"}

// patchFields list parts of objects, which judged alone lack nearly everything; seasonings are all fields
// with other files, which kustomize would also fetch from elsewhere.
var (
	patchFields = []string{"patches", "patchesJson6902", "patchesStrategicMerge"}
	seasonings  = append([]string{"replacements", "configurations", "crds"}, patchFields...)
)

// read reads the kustomization of a folder; nil where it has none.
func (all recipes) read(folder string) *recipe {
	if known, found := all[folder]; found {
		return known
	}
	all[folder] = nil
	path := kustomizationFile(folder)
	if path == "" {
		return nil
	}
	r := &recipe{}
	all[folder] = r
	text, err := os.ReadFile(path)
	if err != nil {
		return r
	}
	stream, err := document.Parse(text)
	if err != nil {
		return r // kustomize says more about it
	}
	for _, object := range stream.Objects() {
		r.component = r.component || object.Kind() == "Component"
		r.note(folder, object.Root())
	}
	return r
}

// note notes what a kustomization says about other files.
func (r *recipe) note(folder string, root plan.Node) {
	for _, entry := range pathsIn(root, ingredients) {
		r.add(folder, entry)
	}
	for _, path := range append(pathsIn(root, seasonings), generatorFiles(root)...) {
		if _, err := os.Stat(filepath.Join(folder, path)); err != nil {
			r.missing = cmp.Or(r.missing, path)
		}
	}
	for _, path := range pathsIn(root, patchFields) {
		r.patches = append(r.patches, filepath.Join(folder, path))
	}
}

// add notes what a kustomization is built from.
func (r *recipe) add(folder, entry string) {
	path := filepath.Join(folder, entry)
	r.listed = append(r.listed, path)
	switch info, err := os.Stat(path); {
	case err != nil:
		r.missing = cmp.Or(r.missing, entry)
	case info.IsDir():
		r.folders = append(r.folders, path)
	default:
		r.files = append(r.files, path)
	}
}

// pathsIn are the paths in lists of them, or of what has a path. What has several lines is itself what a file might hold.
func pathsIn(root plan.Node, fields []string) []string {
	var paths []string
	for _, field := range fields {
		for _, one := range plan.Elements(root.Get(field)) {
			path := one.Get("path").Text()
			if one.Kind() == plan.Scalar {
				path = one.Text()
			}
			if path != "" && !strings.Contains(path, "\n") {
				paths = append(paths, path)
			}
		}
	}
	return paths
}

// generatorFiles are the files that generators of ConfigMaps and Secrets read, and the schema of OpenAPI. kustomize
// would fetch these too.
func generatorFiles(root plan.Node) []string {
	var paths []string
	if path := root.Get("openapi").Get("path").Text(); path != "" {
		paths = append(paths, path)
	}
	for _, generators := range []string{"configMapGenerator", "secretGenerator"} {
		for _, generator := range plan.Elements(root.Get(generators)) {
			for _, file := range plan.Texts(generator.Get("files")) {
				if _, path, named := strings.Cut(file, "="); named {
					file = path
				}
				paths = append(paths, file)
			}
			paths = append(paths, plan.Texts(generator.Get("envs"))...)
			if path := generator.Get("env").Text(); path != "" {
				paths = append(paths, path)
			}
		}
	}
	return paths
}

// collect adds to a kustomization what a folder brings to it.
func (all recipes) collect(k *kustomization, folder string) {
	r := all.read(folder)
	if r == nil || k.folders[folder] {
		return
	}
	k.folders[folder] = true
	k.missing = cmp.Or(k.missing, r.missing)
	for _, path := range r.files {
		k.files[path] = true
	}
	for _, below := range r.folders {
		all.collect(k, below)
	}
}

// below finds the kustomizations in a folder, and reads them.
func (all recipes) below(root string) []string {
	var folders []string
	toldLater := func(string, error) {} // when the folder is read
	_ = walkFiles(root, toldLater, func(path string, entry fs.DirEntry) error {
		if entry.Type().IsRegular() && slices.Contains(konfig.RecognizedKustomizationFileNames(), entry.Name()) {
			folders = append(folders, filepath.Dir(path))
			all.read(filepath.Dir(path))
		}
		return nil
	})
	return folders
}
