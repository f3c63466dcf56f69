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
	"vmha.dev/vmha/plan"
)

// readSources reads files, folders and kustomizations; "-" is stdin. A folder whose
// kustomization only builds with plugins, as those of vmha itself do, is read as it stands.
func readSources(arguments []string, s streams) (*fileSet, error) {
	set := newFileSet(true)
	for _, argument := range arguments {
		path := kustomizationFile(argument)
		if path == "" {
			if err := set.addAsItStands(argument, s); err != nil {
				return nil, err
			}
			continue
		}
		text, err := build(filepath.Dir(path), filesys.MakeFsOnDisk())
		if err != nil && needsPlugins(err) && path != filepath.Clean(argument) {
			_, _ = fmt.Fprintf(s.err, "%s: note: its kustomization needs plugins, so the files of the folder are read as they stand; for what kustomize makes of them, pipe its output into -\n", argument)
			if err := set.addAsItStands(argument, s); err != nil {
				return nil, err
			}
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("building %s: %w; if it needs functions or Helm, run kustomize build yourself and pipe it into vmha check -", filepath.Dir(path), err)
		}
		set.parse(&file{path: path, relative: "kustomization", text: text, built: true}, true)
		if path != filepath.Clean(argument) {
			tellBeside(argument, s)
		}
	}
	return set, nil
}

// addAsItStands reads files, but for the patches among them, and builds the kustomizations of a folder besides.
func (set *fileSet) addAsItStands(argument string, s streams) error {
	found := set.findKustomizations(argument)
	if err := set.add(argument, s.in); err != nil {
		return err
	}
	set.claim(found)
	set.buildKustomizations(found, s)
	set.share()
	return nil
}

// kustomizationFile is the file that kustomize builds a folder from, if that has one. The
// file itself may be named too.
func kustomizationFile(argument string) string {
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
func build(folder string, disk filesys.FileSystem) ([]byte, error) {
	resources, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(disk, folder)
	if err != nil {
		return nil, err
	}
	return resources.AsYaml()
}

// originsOf is a disk on which a kustomization asks for the origins of its objects.
type originsOf struct {
	filesys.FileSystem

	path string
}

// ReadFile reads a file, the kustomization with the annotations that it is to ask for.
func (d originsOf) ReadFile(path string) ([]byte, error) {
	text, err := d.FileSystem.ReadFile(path)
	if err != nil || !same(path, d.path) {
		return text, err
	}
	stream, err := document.Parse(text)
	if err != nil {
		return text, nil //nolint:nilerr // kustomize says more about it
	}
	for _, object := range stream.Objects() {
		asked := append(plan.Texts(object.Root().Get("buildMetadata")), "originAnnotations")
		_, err = object.Apply([]plan.Edit{{Path: plan.Fields("buildMetadata"), Value: asked}})
	}
	return stream.Bytes(), err
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
