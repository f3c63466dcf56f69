// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"vmha.dev/vmha/document"
	"vmha.dev/vmha/fn"
	"vmha.dev/vmha/plan"
)

// file is a file that was read.
type file struct {
	// path is how the user calls it, relative is where it stands below the argument that led to it.
	path, relative string
	text           []byte
	stream         *document.Stream
	// built is set on what kustomize built: it has no lines that a person wrote.
	built bool
	// made is set where a file of the output is read for what an earlier run has made:
	// all else in it is none of the input.
	made bool
	// template is set on the objects of a Template: how they are applied is decided elsewhere.
	template bool
	// kustomized is set where a kustomization of a folder is built from the file, common where all of them know of it.
	kustomized, common bool
}

// unreadable is a file that is no manifest.
type unreadable struct {
	path         string
	text         []byte
	line, column int
	message      string
	// named is set where the user names the file; else it was found in a folder.
	named bool
	// twofold is set where the text is YAML that says one thing twice.
	twofold bool
}

func (u *unreadable) Error() string {
	if u.line == 0 {
		return fmt.Sprintf("%s: error: %s", u.path, u.message)
	}
	return fmt.Sprintf("%s:%d:%d: error: %s", u.path, u.line, max(u.column, 1), u.message)
}

// fileSet is everything that was read, with what could not be.
type fileSet struct {
	files   []*file
	byOwner map[*document.Object]*file
	roots   []string // the folders among the arguments
	// seen are the paths that were read: what is named twice is read once.
	seen map[string]bool
	// keepText holds on to the texts, to show lines of them.
	keepText bool
	// patches are files of the folders that kustomizations take for patches, not for objects.
	patches map[string]bool
	// kustomizations are those of the folders.
	kustomizations []*kustomization
	// origins are the objects of the sources that kustomize has built objects from.
	origins map[*document.Object]*document.Object
	sources *fileSet
	// byReference are the objects in files, once somebody has asked for one.
	byReference map[plan.Ref]*document.Object
	errors      []*unreadable
}

func newFileSet(keepText bool) *fileSet {
	return &fileSet{byOwner: map[*document.Object]*file{}, seen: map[string]bool{}, patches: map[string]bool{}, origins: map[*document.Object]*document.Object{}, keepText: keepText}
}

// stdin is how a finding calls what was read from there.
const stdin = "<stdin>"

// manifestEndings are the endings of files that a folder is searched for.
var manifestEndings = []string{".yaml", ".yml", ".json"}

// notManifests are files of tools that a folder may hold; they are no resources.
var notManifests = []string{"kustomization.yaml", "kustomization.yml", ".pre-commit-config.yaml"}

// readFiles reads files and folders; "-" is stdin. Every file that cannot be read is told at once.
func readFiles(arguments []string, input io.Reader) (*fileSet, error) {
	set := newFileSet(false)
	for _, argument := range arguments {
		if err := set.add(argument, input); err != nil {
			return nil, err
		}
	}
	return set, nil
}

func (set *fileSet) add(argument string, input io.Reader) error {
	if argument == "-" {
		text, err := io.ReadAll(input)
		if err != nil {
			return fmt.Errorf("reading stdin: %w", err)
		}
		set.parse(&file{path: stdin, relative: "stdin.yaml", text: text}, true)
		return nil
	}
	info, err := os.Stat(argument)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s does not exist", argument)
	case err != nil:
		return err
	case !info.IsDir():
		return set.read(argument, filepath.Base(argument), true)
	}
	return set.walk(argument)
}

func (set *fileSet) read(path, relative string, named bool) error {
	if set.seen[filepath.Clean(path)] {
		return nil
	}
	text, err := os.ReadFile(path)
	switch {
	case err != nil && named:
		return err
	case err != nil:
		set.refuse(path, err)
		return nil
	}
	set.parse(&file{path: path, relative: relative, text: text}, named)
	return nil
}

func (set *fileSet) parse(f *file, named bool) {
	stream, err := document.Parse(f.text)
	if err != nil {
		bad := &unreadable{path: f.path, text: f.text, message: err.Error(), named: named}
		if syntax, ok := errors.AsType[*document.SyntaxError](err); ok {
			bad.line, bad.column, bad.message, bad.twofold = syntax.Line, syntax.Column, syntax.Message, syntax.Twice
		}
		set.errors = append(set.errors, bad)
		return
	}
	f.stream = stream
	if !set.keepText {
		f.text = nil
	}
	set.include(f)
}

// include takes a file that was read into the set.
func (set *fileSet) include(f *file) {
	set.files = append(set.files, f)
	set.seen[filepath.Clean(f.path)] = true
	for _, object := range f.stream.Objects() {
		set.byOwner[object] = f
	}
}

// objects are all manifests: what has no kind is none.
func (set *fileSet) objects() []*document.Object {
	var objects []*document.Object
	for _, f := range set.files {
		for _, object := range f.stream.Objects() {
			named := object.Kind() != "" && object.APIVersion() != ""
			if named && (!f.made || fn.Made(object)) {
				objects = append(objects, object)
			}
		}
	}
	return objects
}
