// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// carryOut writes what a folder will hold. All new contents are written first, each to a
// file beside its place; only when all of them are on the disk are they renamed, and what
// was emptied goes last. So a file is the old one or the new one at any moment, and where
// the disk is full or not writable, all files are the old ones. A run that is killed
// between two renames leaves some files old; the next run renders the same from them.
func (w *writing) carryOut() error {
	staged, err := w.stageAll()
	defer func() {
		for _, r := range staged {
			r.discard()
		}
	}()
	if err != nil {
		return err
	}
	for _, r := range staged {
		if err := w.before("rename", r.path); err != nil {
			return err
		}
		if err := os.Rename(r.temporary, r.path); err != nil {
			return fmt.Errorf("writing %s: %w; run vmha again", r.path, err)
		}
	}
	return w.removeEmptied()
}

func (w *writing) removeEmptied() error {
	for _, path := range w.emptied {
		if err := w.before("remove", path); err != nil {
			return err
		}
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("removing %s: %w; run vmha again", path, err)
		}
	}
	return nil
}

// stageAll writes all new contents beside their places.
func (w *writing) stageAll() ([]*replacement, error) {
	var staged []*replacement
	for _, path := range slices.Sorted(maps.Keys(w.contents)) {
		if err := w.before("stage", path); err != nil {
			return staged, err
		}
		r, err := stage(path, w.contents[path])
		if err != nil {
			return staged, fmt.Errorf("writing %s: %w; nothing was changed", path, err)
		}
		if r != nil {
			staged = append(staged, r)
		}
	}
	return staged, nil
}

// before is called before each step on the disk.
func (w *writing) before(step, path string) error {
	if w.interrupt == nil {
		return nil
	}
	return w.interrupt(step, path)
}

// A replacement is a new content that waits beside its place. Its name starts with a dot,
// so that no run reads it, should it be left behind.
type replacement struct{ path, temporary string }

// replaceFile writes a file whole or not at all; one that has this content already is left alone.
func replaceFile(path string, content []byte) error {
	w := writing{contents: map[string][]byte{path: content}}
	return w.carryOut()
}

// stage writes a content beside its place; nothing where the file has it already. A link
// stays one: what it leads to is replaced.
func stage(path string, content []byte) (*replacement, error) {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	if existing, err := os.ReadFile(path); err == nil && bytes.Equal(existing, content) {
		return nil, nil //nolint:nilnil // There is nothing to replace.
	}
	folder := filepath.Dir(path)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, err
	}
	temporary, err := os.CreateTemp(folder, "."+filepath.Base(path)+".*")
	if err != nil {
		return nil, err
	}
	r := &replacement{path, temporary.Name()}
	_, err = temporary.Write(content)
	if err == nil {
		err = temporary.Chmod(mode(path))
	}
	if closeErr := temporary.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		r.discard()
		return nil, err
	}
	return r, nil
}

// discard takes the temporary file away, unless it was renamed.
func (r *replacement) discard() { _ = os.Remove(r.temporary) }

func mode(path string) os.FileMode {
	if info, err := os.Stat(path); err == nil {
		return info.Mode().Perm()
	}
	return 0o644
}
