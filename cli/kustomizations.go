// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/api/konfig"
	"sigs.k8s.io/kustomize/kyaml/filesys"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/document"
	"vmha.dev/vmha/fn"
	"vmha.dev/vmha/plan"
)

// A kustomization of a folder that is searched for manifests: one that no other there builds on,
// for that is what is applied.
type kustomization struct {
	// path is that of its file.
	path string
	// files are the paths of all that it is built from, folders where it finds it.
	files, folders map[string]bool
	// missing is what it is built from and is not on this disk.
	missing string
	// built is what kustomize makes of it; nil where that cannot be had.
	built *file
	// common is set where it holds no machine, such as one of address pools: all others know of it.
	common bool
}

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
	for _, path := range pathsIn(root, seasonings) {
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

// findKustomizations looks for the kustomizations in a folder, and for the patches that they name.
func (set *fileSet) findKustomizations(root string) {
	all := recipes{}
	var folders []string
	toldLater := func(string, error) {} // when the folder is read
	_ = walkFiles(root, toldLater, func(path string, entry fs.DirEntry) error {
		if entry.Type().IsRegular() && slices.Contains(konfig.RecognizedKustomizationFileNames(), entry.Name()) {
			folders = append(folders, filepath.Dir(path))
		}
		return nil
	})
	used := map[string]bool{}
	for _, folder := range folders {
		r := all.read(folder)
		for _, below := range r.folders {
			used[below] = true
		}
		for _, path := range r.patches {
			set.patches[path] = true
		}
	}
	for _, folder := range folders {
		if used[folder] || all[folder].component || folder == filepath.Clean(root) {
			continue // The kustomization of the folder itself was asked for, and cannot be built.
		}
		k := &kustomization{path: kustomizationFile(folder), files: map[string]bool{}, folders: map[string]bool{}}
		all.collect(k, folder)
		set.kustomizations = append(set.kustomizations, k)
	}
}

// claim gives intents, and what was made for them, to the kustomizations in whose folders they stand: vmha render
// finds them there, and kustomize need not know of them.
func (set *fileSet) claim(found []*kustomization) {
	for _, f := range set.files {
		ours := slices.ContainsFunc(f.stream.Objects(), func(object *document.Object) bool {
			return strings.HasPrefix(object.APIVersion(), v1alpha1.Group+"/") || fn.Made(object)
		})
		claimed := !ours || f.built || slices.ContainsFunc(found, func(k *kustomization) bool { return k.holds(f) })
		for folder := filepath.Dir(f.path); !claimed; folder = filepath.Dir(folder) {
			for _, k := range found {
				if k.folders[folder] {
					k.files[filepath.Clean(f.path)], claimed = true, true
				}
			}
			claimed = claimed || folder == filepath.Dir(folder)
		}
	}
}

// buildKustomizations builds what was found. Where an intent is still to be rendered, the files are
// what counts: kustomize leaves intents out of what it builds.
func (set *fileSet) buildKustomizations(found []*kustomization, s streams) {
	unbuilt := map[string][]string{}
	var reasons []string
	for _, k := range found {
		why := set.build(k)
		if why != "" && unbuilt[why] == nil {
			reasons = append(reasons, why)
		}
		unbuilt[why] = append(unbuilt[why], k.path)
	}
	for _, why := range reasons {
		paths, more := unbuilt[why], ""
		if len(paths) > shownPaths {
			paths, more = paths[:shownPaths], fmt.Sprintf(" and %d more", len(paths)-shownPaths)
		}
		_, _ = fmt.Fprintf(s.err, "%s%s: note: not built, so its files are judged as they stand, without patches: %s\n", strings.Join(paths, ", "), more, why)
	}
}

// findCommon finds the kustomizations without machines. Two with the same objects are two states of them, and
// neither is common.
func (set *fileSet) findCommon() {
	counts := map[plan.Ref]int{}
	for _, k := range set.kustomizations {
		objects := set.objectsOf(k)
		k.common = !slices.ContainsFunc(objects, isMachine)
		for _, object := range objects {
			if k.common {
				counts[fn.Identity(fn.Reference(object))]++
			}
		}
	}
	for _, k := range set.kustomizations {
		k.common = k.common && !slices.ContainsFunc(set.objectsOf(k), func(object *document.Object) bool {
			return counts[fn.Identity(fn.Reference(object))] > 1
		})
	}
}

// share says of each file whether all worlds know of it. The machines of a folder that stand in no
// kustomization are none of the others' business.
func (set *fileSet) share() {
	set.findCommon()
	for _, f := range set.files {
		f.common, f.kustomized = !slices.ContainsFunc(f.stream.Objects(), isMachine), false
		for _, k := range set.kustomizations {
			if k.holds(f) {
				f.common, f.kustomized = k.common || f.kustomized && f.common, true
			}
		}
	}
}

// objectsOf are what kustomize makes of the files, or else what stands in them.
func (set *fileSet) objectsOf(k *kustomization) []*document.Object {
	if k.built != nil {
		return k.built.stream.Objects()
	}
	var objects []*document.Object
	for _, f := range set.files {
		if k.holds(f) {
			objects = append(objects, f.stream.Objects()...)
		}
	}
	return objects
}

// isMachine says whether an object is a machine, or makes some, as an intent does.
func isMachine(object *document.Object) bool {
	ref := fn.Reference(object)
	_, _, found := plan.ReadMachine(plan.Item{Ref: ref, Root: object.Root()})
	return found || isIntent(ref)
}

func isIntent(ref plan.Ref) bool { return ref.Is(v1alpha1.Group, v1alpha1.KindHighAvailability) }

// shownPaths is how many kustomizations a note names.
const shownPaths = 3

// build builds a kustomization, or says why not.
func (set *fileSet) build(k *kustomization) (why string) {
	k.built = nil
	switch {
	case k.missing != "":
		return "it names " + k.missing + ", which is not here"
	case set.holdsIntent(k):
		return "it holds an intent, which kustomize leaves out"
	}
	text, err := build(filepath.Dir(k.path), originsOf{filesys.MakeFsOnDisk(), k.path})
	switch {
	case err != nil && needsPlugins(err):
		return "it needs plugins"
	case err != nil:
		return oneLine(err.Error())
	}
	stream, err := document.Parse(text)
	if err != nil {
		return oneLine(err.Error())
	}
	k.built = &file{path: k.path, relative: "kustomization", text: text, stream: stream, built: true}
	return ""
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// holdsIntent says whether the files of a kustomization hold an intent.
func (set *fileSet) holdsIntent(k *kustomization) bool {
	return slices.ContainsFunc(set.files, func(f *file) bool {
		return k.files[filepath.Clean(f.path)] && slices.ContainsFunc(f.stream.Objects(), func(object *document.Object) bool {
			return isIntent(fn.Reference(object))
		})
	})
}
