// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"vmha.dev/vmha/fn"
)

// addMade reads what earlier runs have made in a folder that is written to and is none of
// the input: so it is replaced where it stands, kept where that is asked for, and goes when
// no intent wants it any more.
func (set *fileSet) addMade(folder string) error {
	if slices.ContainsFunc(set.roots, func(root string) bool { return same(root, folder) }) {
		return nil
	}
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	earlier := newFileSet(false)
	if err := earlier.walk(folder); err != nil {
		return err
	}
	relatives := map[string]bool{}
	for _, f := range set.files {
		relatives[f.relative] = true
	}
	for _, f := range earlier.files { // What cannot be read here is not ours.
		known := set.seen[filepath.Clean(f.path)] || relatives[f.relative]
		if !known && slices.ContainsFunc(f.stream.Objects(), fn.Made) {
			f.made = true
			set.include(f)
		}
	}
	return nil
}
