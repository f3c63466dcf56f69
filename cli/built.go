// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"cmp"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/check"
	"vmha.dev/vmha/document"
	"vmha.dev/vmha/fn"
	"vmha.dev/vmha/plan"
)

// holds says whether a kustomization is built from a file.
func (k *kustomization) holds(f *file) bool { return k.files[filepath.Clean(f.path)] }

// shared says whether all worlds know of a file.
func (set *fileSet) shared(f *file) bool {
	return !f.built && (f.common || len(set.kustomizations) == 0)
}

// restWorld is the world of what stands in no kustomization of a folder, and of what all know of.
func (set *fileSet) restWorld() *world {
	w := set.worldOf("", func(f *file) bool { return !f.built && !f.kustomized }, nil)
	w.rest = true
	return w
}

// kustomizedWorld is the world of a kustomization of a folder.
func (set *fileSet) kustomizedWorld(k *kustomization) *world {
	return set.worldOf(k.path, k.holds, k)
}

// worldOf is a world of files as they stand, and beside it what kustomize makes of them.
func (set *fileSet) worldOf(name string, own func(*file) bool, k *kustomization) *world {
	w := &world{set: set.only(own), name: name}
	var built []*kustomization
	for _, one := range set.kustomizations {
		if one.built != nil && (one == k || one.common) {
			built = append(built, one)
		}
	}
	if len(built) > 0 {
		w.built = w.builtFrom(built)
	}
	return w
}

// builtFrom is a world with what is built in place of the files that it is built from.
func (w *world) builtFrom(all []*kustomization) *world {
	built := &world{set: newFileSet(true), name: w.name, unused: map[string]bool{}}
	for _, k := range all {
		f := k.built.again()
		built.set.parse(f, true)
		built.set.follow(f, w.set)
	}
	replaced := func(f *file) bool {
		return slices.ContainsFunc(all, func(k *kustomization) bool { return k.holds(f) })
	}
	for _, f := range w.set.files {
		if !replaced(f) {
			built.set.parse(f.again(), true)
		}
	}
	for _, object := range w.set.settings(w.set.manifests(), "") {
		if replaced(w.set.byOwner[object]) { // kustomize leaves them out, for they are marked as local.
			built.settings = append(built.settings, object)
		}
	}
	return built
}

// originPath is where kustomize notes the file that an object is from, relative to the kustomization.
var originPath = plan.Fields("metadata.annotations").Key("config.kubernetes.io/origin")

// follow finds for the objects that kustomize has built those of the files.
func (set *fileSet) follow(built *file, sources *fileSet) {
	set.sources = sources
	type kindOf struct{ path, group, kind string }
	made := map[kindOf][]*document.Object{}
	for _, object := range built.stream.Objects() {
		if origin, found := strings.CutPrefix(plan.At(object.Root(), originPath).Text(), "path: "); found {
			is := fn.Identity(fn.Reference(object))
			from := kindOf{filepath.Join(filepath.Dir(built.path), strings.TrimSpace(origin)), is.APIVersion, is.Kind}
			made[from] = append(made[from], object)
		}
	}
	there := map[kindOf][]*document.Object{}
	for _, f := range sources.files {
		for _, object := range f.stream.Objects() {
			is := fn.Identity(fn.Reference(object))
			at := kindOf{filepath.Clean(f.path), is.APIVersion, is.Kind}
			there[at] = append(there[at], object)
		}
	}
	for from, objects := range made {
		pairUp(set.origins, objects, there[from])
	}
}

// pairUp finds what objects were built from, of one kind and file. kustomize makes all names longer by the same,
// which leaves the order of their lengths; where some are missing, the longest name that another holds is meant.
func pairUp(origins map[*document.Object]*document.Object, built, sources []*document.Object) {
	name := func(object *document.Object) string { return fn.Reference(object).Name }
	byLength := func(a, b *document.Object) int {
		return cmp.Or(cmp.Compare(len(name(a)), len(name(b))), cmp.Compare(name(a), name(b)))
	}
	slices.SortStableFunc(built, byLength)
	slices.SortStableFunc(sources, byLength)
	for n, object := range built {
		if len(built) == len(sources) && strings.Contains(name(object), name(sources[n])) {
			origins[object] = sources[n]
			continue
		}
		for _, source := range slices.Backward(sources) {
			if strings.Contains(name(object), name(source)) {
				origins[object] = source
				break
			}
		}
	}
}

// keyOf names what a finding finds, and where in a file: in the one that an object was built from,
// as far as that is known.
func (set *fileSet) keyOf(finding fn.Finding) string {
	object, owners := finding.Object, set
	if source := set.origins[object]; source != nil {
		object, owners = source, set.sources
	}
	path, name := "", finding.Ref.String()
	if f := owners.byOwner[object]; f != nil {
		path, name = f.path, fn.Reference(object).String()
	}
	return strings.Join([]string{finding.ID, path, name, finding.Path.String()}, "\x00")
}

// reconcile brings together what is found in the files of a kustomization and in what is built of
// them. True is what is found in the latter; it is told where it stands in a file, if it does.
func (w *world) reconcile() {
	here, there := keysOf(w.told), keysOf(w.built.told)
	w.told = slices.DeleteFunc(w.told, func(one told) bool {
		if there[one.key] || w.isSetting(one) {
			return false
		}
		w.refute(one)
		return true
	})
	for _, one := range w.built.told {
		if !here[one.key] {
			w.told = append(w.told, one)
		}
	}
}

// isSetting says whether a finding is about what says how to judge, and holds for what is built too.
func (w *world) isSetting(one told) bool {
	if one.ID == check.WithoutEffect.ID {
		return w.built.unused[nameOf(one.Finding.Finding)]
	}
	return strings.HasPrefix(one.Ref.APIVersion, v1alpha1.Group+"/")
}

func keysOf(all []told) map[string]bool {
	keys := make(map[string]bool, len(all))
	for _, one := range all {
		keys[one.key] = true
	}
	return keys
}

// applied are the objects of all worlds: what kustomize makes of a folder's kustomizations in place of their files.
// Of several states of one object, such as those of two clusters, the first counts.
func (set *fileSet) applied() []*document.Object {
	if len(set.kustomizations) == 0 {
		return set.manifests()
	}
	var all []*document.Object
	known := map[plan.Ref]bool{}
	for _, w := range set.worlds() {
		objects, owners := w.set.manifests(), w.set.byOwner
		if w.built != nil {
			maps.Copy(owners, w.built.set.byOwner)
			objects = append(w.built.set.manifests(), w.built.settings...)
		}
		var fresh []*document.Object
		for _, object := range objects {
			if !known[fn.Identity(fn.Reference(object))] {
				set.byOwner[object] = owners[object]
				fresh = append(fresh, object)
			}
		}
		for _, object := range fresh {
			known[fn.Identity(fn.Reference(object))] = true
		}
		all = append(all, fresh...)
	}
	return all
}

// judged is what the rules find in the worlds of a folder, as vmha check tells it. What was read stays as it is.
func (set *fileSet) judged(s streams) []fn.Finding {
	c := &checker{streams: s, set: set.with(nil)}
	c.set.kustomizations = set.kustomizations
	worlds := c.set.worlds()
	for _, w := range worlds {
		c.judge(w)
	}
	told, _ := merge(worlds)
	all := make([]fn.Finding, 0, len(told))
	for _, one := range told {
		all = append(all, fn.Finding{Finding: one.Finding})
	}
	return all
}

// source names an object in a file.
type source struct {
	path string
	ref  plan.Ref
}

// overlaid says whether a kustomization gives a field that edits change another value than it has in the file. To
// change it there would do nothing, or would make two fields say different things.
func overlaid(worlds []*world, set *fileSet, edits []plan.Edit) bool {
	for _, edit := range edits {
		at := source{ref: edit.Target}
		if object := set.find(edit.Target); object != nil {
			at.path = set.byOwner[object].path
		}
		if slices.ContainsFunc(worlds, func(w *world) bool { return w.built != nil && w.built.changes(at, edit.Path) }) {
			return true
		}
	}
	return false
}

// changes says whether what is built has another value in a field than its source.
func (w *world) changes(at source, path plan.Path) bool {
	if w.results == nil {
		w.results = map[source][2]*document.Object{}
		for built, from := range w.set.origins {
			w.results[source{w.set.sources.byOwner[from].path, fn.Reference(from)}] = [2]*document.Object{from, built}
		}
	}
	pair, found := w.results[at]
	if !found {
		return false
	}
	before, _ := pair[0].Value(path)
	after, _ := pair[1].Value(path)
	return !reflect.DeepEqual(before, after)
}
