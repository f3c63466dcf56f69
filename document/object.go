// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"vmha.dev/vmha/plan"
)

// An Object is one manifest: its text and the index of it.
type Object struct {
	text    string
	line    int
	tree    *tree
	doc     *yaml.Node // the document or map node that the tree was grown from
	changed bool
}

// New makes an object from a pointer to a struct of an upstream API or from a
// map[string]any. Keys stand as people write them: apiVersion, kind, metadata,
// spec, then the order of the struct; keys of maps are sorted. Left out are the
// status, nulls and structs that say nothing; a pointer to an empty struct is {}.
func New(value any) (*Object, error) {
	e := emitter{}
	e.emitObject(value)
	if e.err != nil {
		return nil, e.err
	}
	return newObject(string(e.buf), 0)
}

// newObject indexes a text. The line is 0 for text that was not read.
func newObject(text string, line int) (*Object, error) {
	doc, err := parseNodes(text, max(line, 1))
	if err != nil {
		return nil, err
	}
	o := &Object{text: text, line: line, doc: doc}
	return o, o.index()
}

func (o *Object) index() error {
	t, err := growTree(o.doc.Content[0], max(o.line, 1))
	if err != nil {
		return err
	}
	t.line = o.line
	o.tree = t
	return nil
}

// Root is the object's map, to read. It stays as it is when the object is edited.
func (o *Object) Root() plan.Node { return o.tree.root() }

// Changed says whether an edit has changed the object since it was read; a new
// object is not changed.
func (o *Object) Changed() bool { return o.changed }

// Bytes is the text of the object without separators: the very bytes that were
// read as long as nothing has changed.
func (o *Object) Bytes() []byte { return []byte(o.text) }

// Clone copies the object with its comments. The copy is new: it has no positions.
func (o *Object) Clone() *Object {
	text := strings.TrimPrefix(o.text, bom)
	if !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	c, err := newObject(text, 0)
	if err != nil {
		// The same text was read before, so this does not happen; the copy then reads the same tree.
		return &Object{text: o.text, tree: o.tree, doc: o.doc}
	}
	return c
}

// PathPosition is where the value of a path starts, or the nearest value on the
// way to it that is there.
func (o *Object) PathPosition(path plan.Path) (line, column int) {
	n := plan.Node(o.tree.root())
	for i := range path {
		next := plan.At(n, path[i:i+1])
		if next.Kind() == plan.Absent {
			break
		}
		n = next
	}
	return n.Position()
}
