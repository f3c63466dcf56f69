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
	"slices"
	"strings"

	"vmha.dev/vmha/document"
)

// file is a file that was read.
type file struct {
	// path is how the user calls it, relative is where it stands below the argument that led to it.
	path, relative string
	stream         *document.Stream
}

// fileSet is everything that was read, with what could not be.
type fileSet struct {
	files   []*file
	byOwner map[*document.Object]*file
	roots   []string // the folders among the arguments
	errors  []error
}

// manifestEndings are the endings of files that a folder is searched for.
var manifestEndings = []string{".yaml", ".yml", ".json"}

// notManifests are files of tools that a folder may hold; they are no resources.
var notManifests = []string{"kustomization.yaml", "kustomization.yml", ".pre-commit-config.yaml"}

// readFiles reads files and folders; "-" is stdin. Every file that cannot be read is told at once.
func readFiles(arguments []string, stdin io.Reader) (*fileSet, error) {
	set := &fileSet{byOwner: map[*document.Object]*file{}}
	for _, argument := range arguments {
		if err := set.add(argument, stdin); err != nil {
			return nil, err
		}
	}
	return set, nil
}

func (set *fileSet) add(argument string, stdin io.Reader) error {
	if argument == "-" {
		text, err := io.ReadAll(stdin)
		if err != nil {
			return fmt.Errorf("reading stdin: %w", err)
		}
		set.parse("<stdin>", "stdin.yaml", text)
		return nil
	}
	info, err := os.Stat(argument)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s does not exist", argument)
	case err != nil:
		return err
	case !info.IsDir():
		return set.read(argument, filepath.Base(argument))
	}
	return set.walk(argument)
}

func (set *fileSet) walk(root string) error {
	set.roots = append(set.roots, root)
	return filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case path != root && strings.HasPrefix(entry.Name(), "."):
			if entry.IsDir() {
				return filepath.SkipDir
			}
			return nil
		case entry.IsDir(), slices.Contains(notManifests, entry.Name()), !slices.Contains(manifestEndings, filepath.Ext(path)):
			return nil
		}
		relative, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		return set.read(path, relative)
	})
}

func (set *fileSet) read(path, relative string) error {
	if slices.ContainsFunc(set.files, func(f *file) bool { return filepath.Clean(f.path) == filepath.Clean(path) }) {
		return nil // named twice
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	set.parse(path, relative, text)
	return nil
}

func (set *fileSet) parse(path, relative string, text []byte) {
	stream, err := document.Parse(text)
	if err != nil {
		if syntax, ok := errors.AsType[*document.SyntaxError](err); ok {
			err = fmt.Errorf("%s:%d:%d: error: %s", path, syntax.Line, max(syntax.Column, 1), syntax.Message)
		} else {
			err = fmt.Errorf("%s: error: %w", path, err)
		}
		set.errors = append(set.errors, err)
		return
	}
	f := &file{path, relative, stream}
	set.files = append(set.files, f)
	for _, object := range stream.Objects() {
		set.byOwner[object] = f
	}
}

// objects are all manifests: what has no kind is none.
func (set *fileSet) objects() []*document.Object {
	var objects []*document.Object
	for _, f := range set.files {
		for _, object := range f.stream.Objects() {
			if object.Root().Get("kind").Text() != "" && object.Root().Get("apiVersion").Text() != "" {
				objects = append(objects, object)
			}
		}
	}
	return objects
}
