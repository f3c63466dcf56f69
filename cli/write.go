// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"vmha.dev/vmha/document"
	"vmha.dev/vmha/fn"
	"vmha.dev/vmha/plan"
)

// write makes in memory what a folder will hold.
func (set *fileSet) write(outcome fn.Outcome, folder string) (*writing, error) {
	targets, err := set.targets(folder)
	if err != nil {
		return nil, err
	}
	inPlace := slices.ContainsFunc(set.roots, func(root string) bool { return same(root, folder) })
	w := &writing{contents: map[string][]byte{}}
	added := set.additions(outcome, folder)
	for target, f := range targets {
		w.change(f, target, inPlace || same(f.path, target), outcome, added[target])
		delete(added, target)
	}
	for path, objects := range added {
		w.contents[path] = stream(objects)
	}
	return w, nil
}

// staying says whether the file of an object is changed in place.
func (set *fileSet) staying(folder string) func(*document.Object) bool {
	if folder == "" {
		return func(*document.Object) bool { return false }
	}
	inPlace := slices.ContainsFunc(set.roots, func(root string) bool { return same(root, folder) })
	return func(o *document.Object) bool {
		f := set.byOwner[o]
		return f != nil && (inPlace || same(f.path, filepath.Join(folder, f.relative)))
	}
}

// writing is what a folder will hold: whole files, and files that go.
type writing struct {
	contents map[string][]byte
	emptied  []string
	// interrupt is called before each step on the disk; its error ends the writing there.
	interrupt func(step, path string) error
}

// change brings the outcome into a file that was read. One that stays where it is keeps
// its intents and goes when its last object has gone; a copy elsewhere is left out if it holds nothing.
func (w *writing) change(f *file, target string, stays bool, outcome fn.Outcome, added []*document.Object) {
	before := len(f.stream.Objects())
	f.take(outcome, !stays)
	for _, object := range added {
		f.stream.Append(object)
	}
	text, after := f.stream.Bytes(), len(f.stream.Objects())
	switch {
	case stays && before > 0 && after == 0 && len(bytes.TrimSpace(text)) == 0:
		w.emptied = append(w.emptied, target)
	case stays, after > 0:
		w.contents[target] = text
	}
}

// targets are the files by the place that they are written to.
func (set *fileSet) targets(folder string) (map[string]*file, error) {
	targets := map[string]*file{}
	for _, f := range set.files {
		target := filepath.Join(folder, f.relative)
		if other := targets[target]; other != nil {
			return nil, fmt.Errorf("%s and %s would both be written to %s; name the folder that holds both", other.path, f.path, target)
		}
		targets[target] = f
	}
	return targets, nil
}

// take brings the outcome into a file; only manifests that are applied are left if so asked.
func (f *file) take(outcome fn.Outcome, onlyApplied bool) {
	f.stream.Exchange(func(object *document.Object) *document.Object {
		switch successor := outcome.Replaced[object]; {
		case successor != nil:
			return successor
		case outcome.Removed[object], onlyApplied && !fn.Applied(object):
			return nil
		}
		return object
	})
}

// additions are the new objects by the file that they go to.
func (set *fileSet) additions(outcome fn.Outcome, folder string) map[string][]*document.Object {
	byFile := map[string][]*document.Object{}
	folders := set.folders()
	for _, addition := range outcome.Added {
		path := filepath.Join(folder, folders[fn.Identity(addition.Intent)], addition.File)
		byFile[path] = append(byFile[path], addition.Object)
	}
	return byFile
}

// folders are those of the objects that were read.
func (set *fileSet) folders() map[plan.Ref]string {
	folders := make(map[plan.Ref]string, len(set.byOwner))
	for _, f := range set.files {
		for _, object := range f.stream.Objects() {
			if id := fn.Identity(fn.Reference(object)); folders[id] == "" {
				folders[id] = filepath.Dir(f.relative)
			}
		}
	}
	return folders
}

func same(a, b string) bool {
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	return errA == nil && errB == nil && os.SameFile(infoA, infoB)
}
