// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"cmp"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"

	"vmha.dev/vmha/plan"
)

// An Object is one manifest: its text and the index of it.
type Object struct {
	tree *tree
	// doc holds the nodes of go.yaml.in/yaml/v3 where the index does not take the text.
	doc *yaml.Node
	// docLine is the number of the line that the nodes count as their first.
	docLine int
	// raw is the document as it was read; empty for items of a list and new objects.
	raw string
	// lead are the comments above the dash of an item.
	lead string
	// parent is the column of the dash of an item, or -1.
	parent int
	// crlf says that lines end in CR LF in the text that was read.
	crlf    bool
	changed bool
	// apiVersion and kind are those of an item whose list says them for all.
	apiVersion, kind string
}

// New makes an object from a pointer to a struct of an upstream API or from a
// map[string]any. Keys stand as people write them: apiVersion, kind, metadata,
// spec, then the order of the struct; keys of maps are sorted. Left out are the
// status, nulls and structs that say nothing; a pointer to an empty struct is {}.
func New(value any) (*Object, error) {
	e := emitters.Get().(*emitter)
	defer emitters.Put(e)
	*e = emitter{layout: ownLayout, buf: e.buf[:0]}
	e.emitObject(value)
	if e.err != nil {
		return nil, e.err
	}
	return open(string(e.buf), source{parent: -1})
}

// emitters keeps the buffers of emitters for the next object.
var emitters = sync.Pool{New: func() any { return new(emitter) }}

// A source says where the text of an object was taken from.
type source struct {
	// line is the number of its first line; 0 for a new object.
	line int
	// base is the column where the first line starts.
	base int
	// parent is the column of the dash before it, or -1.
	parent int
	// before is what go.yaml.in/yaml/v3 must read before it: directives and the mark ---.
	before string
	// noIndex leaves the text to go.yaml.in/yaml/v3.
	noIndex bool
}

// open indexes a text of LF lines.
func open(text string, from source) (*Object, error) {
	o := &Object{parent: from.parent}
	if !from.noIndex {
		if t, ok := indexTree(text, from.base, from.parent); ok {
			t.line = from.line
			o.tree = t
			return o, nil
		}
	}
	before := from.before
	if before == "" {
		before = strings.Repeat(" ", from.base)
	}
	return o, o.grow(text, before, from)
}

// grow reads a text with go.yaml.in/yaml/v3.
func (o *Object) grow(text, before string, from source) error {
	line := max(from.line, 1) - strings.Count(before, "\n")
	doc, err := parseNodes(before+text, line)
	if err != nil {
		return err
	}
	if len(doc.Content) == 0 {
		doc = &yaml.Node{Kind: yaml.DocumentNode, Content: []*yaml.Node{{Kind: yaml.ScalarNode, Tag: nullTag}}}
	}
	t, err := growTree(doc.Content[0], line)
	if err != nil {
		return err
	}
	t.src, t.line, t.base = text, from.line, from.base
	o.tree, o.doc, o.docLine = t, doc, line
	return nil
}

// useNodes leaves an object that was indexed to the nodes.
func (o *Object) useNodes() error {
	t := o.tree
	return o.grow(t.src, strings.Repeat(" ", t.base), source{line: t.line, base: t.base})
}

// APIVersion is what the object says, or what its list says of it, such as a ServiceList.
func (o *Object) APIVersion() string {
	return cmp.Or(o.tree.root().get("apiVersion").Text(), o.apiVersion)
}

// Kind is what the object says, or what its list says of it.
func (o *Object) Kind() string { return cmp.Or(o.tree.root().get("kind").Text(), o.kind) }

// Root is the object's map, to read. It stays as it is when the object is edited.
func (o *Object) Root() plan.Node { return o.tree.root() }

// Value is the value of a path: a string, bool, int64, float64, []any, map[string]any, or nil for
// a null. It is not found where the path leads nowhere.
func (o *Object) Value(path plan.Path) (value any, found bool) {
	n, ok := plan.At(o.tree.root(), path).(*node)
	if !ok || n.Kind() == plan.Absent {
		return nil, false
	}
	return n.value(), true
}

// ValueOf is the value of a node of an object, as Object.Value gives it.
func ValueOf(n plan.Node) any {
	if own, ok := n.(*node); ok {
		return own.value()
	}
	return nil
}

// Changed says whether an edit has changed the object since it was read or made.
func (o *Object) Changed() bool { return o.changed }

// Bytes is the text of the object without separators: the very bytes that were
// read as long as nothing has changed. The text of an item stands at column 0, with the
// apiVersion and kind that only its list says.
func (o *Object) Bytes() []byte {
	if !o.changed && o.raw != "" {
		return []byte(o.raw)
	}
	return []byte(o.withBreaks(strings.TrimLeft(o.alone(), "\n")))
}

// alone is the text of an item that leaves its list.
func (o *Object) alone() string {
	text, root := o.text(0), o.tree.root()
	var head []byte
	var edits []plan.Edit
	for _, field := range [...]struct{ key, value string }{{"apiVersion", o.apiVersion}, {"kind", o.kind}} {
		if field.value != "" && !plan.Exists(root.get(field.key)) {
			edits = append(edits, plan.Edit{Path: plan.Fields(field.key), Value: field.value})
			head = append(appendScalar(append(head, field.key+": "...), field.value, false), '\n')
		}
	}
	if len(edits) == 0 || o.doc == nil && root.style == block {
		return string(head) + text
	}
	c := o.Clone()
	if _, err := c.Apply(edits); err != nil {
		return text
	}
	return c.text(0)
}

// text is the text with LF lines, its first line without indentation, all others
// moved to where they stand if that one starts at the column.
func (o *Object) text(column int) string {
	return move(o.tree.src, column-o.tree.base)
}

func (o *Object) withBreaks(text string) string {
	if o.crlf {
		return strings.ReplaceAll(text, "\n", "\r\n")
	}
	return text
}

// Clone copies the object with its comments. The copy is new: it has no positions.
func (o *Object) Clone() *Object {
	text := o.text(0)
	if !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	c, err := open(text, source{parent: -1})
	if err != nil {
		// The text was read before, so only what it shares with other documents can be missing: the nodes have it.
		t := *o.tree
		t.line = 0
		c = &Object{tree: &t, doc: detach(o.doc), parent: -1}
	}
	c.apiVersion, c.kind = o.apiVersion, o.kind
	return c
}

// move moves all lines of a text but the first by a number of columns.
func move(text string, by int) string {
	if by == 0 || !strings.Contains(text, "\n") {
		return text
	}
	return string(appendMoved(make([]byte, 0, len(text)+max(by, 0)*(strings.Count(text, "\n")+1)), text, by))
}

// appendMoved appends a text with all its lines but the first moved.
func appendMoved(buf []byte, text string, by int) []byte {
	if by == 0 {
		return append(buf, text...)
	}
	first := true
	for line := range strings.Lines(text) {
		switch {
		case first || line == "\n":
		case by > 0:
			buf = appendSpaces(buf, by)
		default:
			line = cutIndent(line, -by)
		}
		first = false
		buf = append(buf, line...)
	}
	return buf
}
