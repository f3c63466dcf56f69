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
	start := root + string(filepath.Separator) + "." // a root that is a link is followed
	return filepath.WalkDir(start, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			set.refuse(path, err)
			return fs.SkipDir
		case path != start && strings.HasPrefix(entry.Name(), "."):
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		case entry.IsDir(), !set.isManifest(path):
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
