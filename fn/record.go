// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"vmha.dev/vmha/document"
	"vmha.dev/vmha/plan"
)

// SetBy is the annotation by which a machine of the user remembers what intents have set in
// it, and what was there before: compact JSON, by the mark of the intent and by path.
const SetBy = "vmha.dev/set"

// maxRecord is how long a record may be: annotations of an object have 256 KiB together.
const maxRecord = 16 << 10

// A record is what intents have set in a machine: by their marks, by path.
type record map[string]map[string]entry

// An entry is what was set at a path. Nothing is set where something was taken away;
// nothing was there where it was added.
type entry struct {
	Set any `json:"set,omitempty"`
	Was any `json:"was,omitempty"`
	// Renamed is the name that the key has now.
	Renamed string `json:"renamed,omitempty"`
	// Made is the outermost map or list that was made for it.
	Made string `json:"made,omitempty"`
}

func parseRecord(text string) (record, error) {
	var r record
	decoder := json.NewDecoder(bytes.NewReader([]byte(text)))
	decoder.UseNumber()
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&r); err != nil {
		return nil, err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something follows the JSON object")
	}
	if r == nil {
		return nil, errors.New("null is no JSON object")
	}
	for mark, entries := range r {
		if _, ok := markedRef(mark); !ok {
			return nil, fmt.Errorf("%q names no intent", mark)
		}
		for path := range entries {
			if parsed, ok := plan.ParsePath(path); !ok || len(parsed) == 0 {
				return nil, fmt.Errorf("%q is no path", path)
			}
		}
	}
	return r, nil
}

func (r record) text() string {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(r); err != nil {
		return "" // It holds what JSON has, and nothing else.
	}
	return string(bytes.TrimSpace(b.Bytes()))
}

// put notes an entry.
func (r record) put(mark, path string, e entry) {
	if r[mark] == nil {
		r[mark] = map[string]entry{}
	}
	r[mark][path] = e
}

// now is where the value of an entry stands.
func (e entry) now(path plan.Path) plan.Path {
	if e.Renamed == "" {
		return path
	}
	return path[:len(path)-1].Key(e.Renamed)
}

// stands says whether what was set is still there as it was set.
func (e entry) stands(o *document.Object, path plan.Path) bool {
	value, found := o.Value(e.now(path))
	if e.Set == nil {
		return !found
	}
	return found && sameJSON(value, e.Set)
}

func sameJSON(a, b any) bool {
	textA, errA := json.Marshal(a)
	textB, errB := json.Marshal(b)
	return errA == nil && errB == nil && bytes.Equal(textA, textB)
}

// before says in words what was there before.
func (e entry) before() string {
	switch was := e.Was.(type) {
	case nil:
		return "nothing stood here before"
	case json.Number:
		return was.String() + " stood here before"
	default:
		return brief(was) + " stood here before"
	}
}

// undo are the edits that bring back what was there.
func (e entry) undo(path plan.Path) []plan.Edit {
	var edits []plan.Edit
	if e.Renamed != "" {
		edits = append(edits, plan.Edit{Path: e.now(path), Value: path[len(path)-1].Key, Mode: plan.Rename})
	}
	if e.Was == nil {
		return append(edits, plan.Edit{Path: path, Mode: plan.Remove})
	}
	return append(edits, plan.Edit{Path: path, Value: e.Was, Mode: plan.Set})
}

// An undoing is an entry that is taken back, with its path.
type undoing struct {
	entry
	text string
	path plan.Path
}

// takeBack brings back what was there before some entries, and takes away the maps and
// lists that were made for them and are empty now.
func takeBack(o *document.Object, all []undoing) error {
	var edits []plan.Edit
	for _, u := range all {
		edits = append(edits, u.undo(u.path)...)
	}
	if _, err := o.Apply(edits); err != nil {
		return err
	}
	for _, u := range all {
		made, ok := plan.ParsePath(u.Made)
		if u.Made == "" || !ok {
			continue
		}
		for end := len(u.path) - 1; end >= len(made); end-- {
			if err := removeEmpty(o, u.path[:end]); err != nil {
				return err
			}
		}
	}
	return nil
}

// removeEmpty takes a map or list away that holds nothing.
func removeEmpty(o *document.Object, path plan.Path) error {
	n := plan.At(o.Root(), path)
	if n.Len() > 0 || n.Kind() != plan.Map && n.Kind() != plan.List {
		return nil
	}
	_, err := o.Apply([]plan.Edit{{Path: path, Mode: plan.Remove}})
	return err
}

// paths are those of the entries of an intent, sorted, the deepest first.
func paths(entries map[string]entry) []string {
	var all []string
	for path := range entries {
		all = append(all, path)
	}
	slices.Sort(all)
	slices.Reverse(all)
	return all
}
