// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

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

// tops are the kustomizations of a folder that no other there builds on, but for that of the folder itself.
func (all recipes) tops(root string, folders []string) []*kustomization {
	used := map[string]bool{filepath.Clean(root): true}
	for _, folder := range folders {
		for _, below := range all[folder].folders {
			used[below] = true
		}
	}
	var tops []*kustomization
	for _, folder := range folders {
		if !used[folder] && !all[folder].component {
			k := &kustomization{path: kustomizationFile(folder), files: map[string]bool{}, folders: map[string]bool{}}
			all.collect(k, folder)
			tops = append(tops, k)
		}
	}
	return tops
}

// findKustomizations looks for the kustomizations in a folder, and for the patches that they name.
// That of the folder itself was asked for before, and cannot be built.
func (set *fileSet) findKustomizations(root string) (found []*kustomization) {
	all := recipes{}
	folders := all.below(root)
	for _, folder := range folders {
		for _, path := range all[folder].patches {
			set.patches[path] = true
		}
	}
	for _, k := range all.tops(root, folders) {
		if !slices.ContainsFunc(set.kustomizations, func(other *kustomization) bool { return other.path == k.path }) {
			found = append(found, k)
		}
	}
	set.kustomizations = append(set.kustomizations, found...)
	return found
}

// tellBeside says which kustomizations of a folder that of the folder itself does not build on.
func tellBeside(root string, s streams) {
	all := recipes{}
	own := &kustomization{files: map[string]bool{}, folders: map[string]bool{}}
	all.collect(own, filepath.Clean(root))
	var paths []string
	for _, k := range all.tops(root, all.below(root)) {
		if !slices.ContainsFunc(slices.Collect(maps.Keys(k.folders)), func(folder string) bool { return own.folders[folder] }) {
			paths = append(paths, k.path)
		}
	}
	if len(paths) > 0 {
		_, _ = fmt.Fprintf(s.err, "%s: note: its kustomization does not build on %s; to have them judged, name them\n", root, some(paths))
	}
}

// shownPaths is how many kustomizations a note names.
const shownPaths = 3

// some names the first of many paths.
func some(paths []string) string {
	if len(paths) <= shownPaths {
		return strings.Join(paths, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(paths[:shownPaths], ", "), len(paths)-shownPaths)
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
		_, _ = fmt.Fprintf(s.err, "%s: note: not built, so its files are judged as they stand, without patches: %s\n", some(unbuilt[why]), why)
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
