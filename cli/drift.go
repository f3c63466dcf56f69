// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	udiff "github.com/aymanbagabas/go-udiff"
)

// A drift is how a file differs from what it should hold.
type drift struct {
	path          string
	before, after []byte
	// isNew and goes say that the file is not there yet, or will not be any more.
	isNew, goes bool
}

// drifts compares what a folder will hold with what it holds, sorted by path.
func (w *writing) drifts() ([]drift, error) {
	var all []drift
	for path, after := range w.contents {
		before, err := os.ReadFile(path)
		isNew := errors.Is(err, fs.ErrNotExist)
		if err != nil && !isNew {
			return nil, err
		}
		if isNew || !bytes.Equal(before, after) {
			all = append(all, drift{path: path, before: before, after: after, isNew: isNew})
		}
	}
	for _, path := range w.emptied {
		before, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		all = append(all, drift{path: path, before: before, goes: true})
	}
	slices.SortFunc(all, func(a, b drift) int { return strings.Compare(a.path, b.path) })
	return all, nil
}

// unified is the difference as git shows it.
func (d drift) unified() string {
	from, to := "a/"+d.path, "b/"+d.path
	if d.isNew {
		from = os.DevNull
	}
	if d.goes {
		to = os.DevNull
	}
	return udiff.Unified(from, to, string(d.before), string(d.after))
}

// word says in a word what becomes of the file.
func (d drift) word() string {
	switch {
	case d.isNew:
		return "new"
	case d.goes:
		return "removed"
	}
	return "changed"
}

// tell shows how files differ: all of it on stdout, and a line for each on stderr.
func tell(s streams, all []drift, differences bool) error {
	for _, d := range all {
		_, _ = fmt.Fprintf(s.err, "%s: %s\n", d.path, d.word())
		if !differences {
			continue
		}
		if _, err := io.WriteString(s.out, d.unified()); err != nil {
			return err
		}
	}
	return nil
}

// tellUnlisted says of new files in the folder of a kustomization that kustomize does not know of them.
func tellUnlisted(s streams, all []drift) {
	known := recipes{}
	for _, d := range all {
		folder := filepath.Dir(d.path)
		if r := known.read(folder); d.isNew && r != nil && !slices.Contains(r.listed, d.path) {
			_, _ = fmt.Fprintf(s.err, "%s: note: %s does not list it; add it to resources, or it is not applied\n", d.path, kustomizationFile(folder))
		}
	}
}
