// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// walk reads the manifests of a folder. What cannot be read there is told like a file
// that is no manifest: the rest of the folder is read all the same.
func (set *fileSet) walk(root string) error {
	set.roots = append(set.roots, root)
	return walkFiles(root, set.refuse, func(path string, entry fs.DirEntry) error {
		if !set.isManifest(path) {
			return nil
		}
		if entry.Type()&fs.ModeSymlink != 0 {
			info, err := os.Stat(path)
			if err != nil {
				set.refuse(path, err)
				return nil
			}
			entry = fs.FileInfoToDirEntry(info)
		}
		if !entry.Type().IsRegular() {
			return nil // a link to a folder, or something whose end may never come, such as a pipe
		}
		relative, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		return set.read(path, relative, false)
	})
}

// walkFiles visits what stands in a folder and in the folders below, but for what is hidden;
// a root that is a link is followed. What cannot be looked into is refused and passed over.
func walkFiles(root string, refuse func(path string, err error), visit func(path string, entry fs.DirEntry) error) error {
	start := root + string(filepath.Separator) + "."
	return filepath.WalkDir(start, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			refuse(path, err)
			return fs.SkipDir
		}
		switch hidden := path != start && strings.HasPrefix(entry.Name(), "."); {
		case hidden && entry.IsDir():
			return fs.SkipDir
		case hidden, entry.IsDir():
			return nil
		}
		return visit(path, entry)
	})
}

// isManifest says by its name whether a file of a folder is one of manifests.
func (set *fileSet) isManifest(path string) bool {
	return slices.Contains(manifestEndings, filepath.Ext(path)) && !slices.Contains(notManifests, filepath.Base(path)) && !set.patches[filepath.Clean(path)]
}

// refuse tells about what the system does not let be read.
func (set *fileSet) refuse(path string, err error) {
	message := err.Error()
	if failed, ok := errors.AsType[*fs.PathError](err); ok {
		message = failed.Err.Error()
	}
	if errors.Is(err, fs.ErrNotExist) {
		message = "the link leads to nothing"
	}
	set.errors = append(set.errors, &unreadable{path: filepath.Clean(path), message: message})
}
