// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"vmha.dev/vmha/plan"
)

// A list is a document of a stream that holds objects as its items.
type list struct {
	frame   *frame
	items   []*Object // what stands in the frame's spans now; nil where one was removed
	whole   *Object   // the document, where its items cannot be read apart from its nodes
	swapped bool      // an item was removed or replaced
	crlf    bool
}

// anyKind is the kind of a list of objects of different kinds.
const anyKind = "List"

// isList says whether an object is a list of objects, as the API server answers with: of kind
// List, or of a kind such as VirtualMachineList, with items. It has no name.
func isList(n plan.Node) bool {
	kind := n.Get("kind").Text()
	return strings.HasSuffix(kind, anyKind) && kind != "ResourceList" && n.Get("items").Kind() == plan.List &&
		n.Get("apiVersion").Text() != "" && !plan.Exists(n.Get("metadata").Get("name"))
}

// newList reads the items of a document.
func newList(o *Object) (*list, error) {
	l, err := readList(o, "items")
	if err != nil {
		return nil, err
	}
	root := o.tree.root()
	if kind := root.get("kind").Text(); kind != anyKind && kind != "ResourceList" {
		for _, item := range l.items {
			item.apiVersion, item.kind = root.get("apiVersion").Text(), strings.TrimSuffix(kind, anyKind)
		}
	}
	return l, nil
}

// Within reads the objects that an object holds in the list of a key, such as the objects of
// a Template of OpenShift, with their positions. What is done to them leaves the object as it is.
func (o *Object) Within(key string) ([]*Object, error) {
	holder := *o
	l, err := readList(&holder, key)
	if err != nil {
		return nil, err
	}
	return l.objects(), nil
}

// readList reads the objects that a document holds in a list.
func readList(o *Object, key string) (*list, error) {
	l := &list{crlf: o.crlf}
	items := o.tree.root().get(key)
	switch {
	case o.doc == nil && items.style == flow:
		f, err := flowFrame(o.tree, items)
		if err != nil {
			return nil, err
		}
		l.frame = f
	default:
		f, ok := readFrame(o.tree.src, o.tree.line, key)
		if !ok || f.colon == 0 {
			return wholeList(o, key)
		}
		l.frame = f
	}
	l.items = slices.Clone(l.frame.items)
	for _, item := range l.items {
		item.crlf = o.crlf
	}
	return l, nil
}

// flowFrame finds the items of a list in flow style, such as JSON.
func flowFrame(t *tree, items *node) (*frame, error) {
	f := &frame{text: t.src, root: t.root(), colon: int(items.start)}
	for i := items.first; i != 0; i = t.nodes[i].next {
		n := &t.nodes[i]
		line, _ := t.positionAt(int(n.start))
		o, err := open(t.src[n.start:n.end], source{line: line, base: t.column(n.start), parent: -1})
		if err != nil {
			return nil, err
		}
		f.spans = append(f.spans, span{int(n.start), int(n.start), int(n.start), int(n.end)})
		f.items = append(f.items, o)
	}
	return f, nil
}

// wholeList reads the items of a document from its nodes.
func wholeList(o *Object, key string) (*list, error) {
	if o.doc == nil {
		if err := o.useNodes(); err != nil {
			return nil, err
		}
	}
	items, err := itemsOf(o, key)
	return &list{whole: o, items: items, crlf: o.crlf}, err
}

// itemsOf makes objects of the items of a document that is read by its nodes.
func itemsOf(o *Object, key string) ([]*Object, error) {
	var items []*Object
	for _, item := range childNode(o.doc.Content[0], key).Content {
		part, err := nodeObject(item, o)
		if err != nil {
			return nil, err
		}
		items = append(items, part)
	}
	return items, nil
}

// childNode is the value of a key, or an empty node.
func childNode(n *yaml.Node, key string) *yaml.Node {
	if at := childOf(n, plan.Step{Key: key}); at >= 0 {
		return resolveAlias(n.Content[at])
	}
	return &yaml.Node{}
}

// nodeObject is a part of a document as an object of its own. Its text is written
// anew; its positions are those in the document.
func nodeObject(n *yaml.Node, o *Object) (*Object, error) {
	part := &Object{parent: -1, crlf: o.crlf, docLine: o.docLine}
	part.doc = &yaml.Node{Kind: yaml.DocumentNode, Content: []*yaml.Node{detach(resolveAlias(n))}}
	t, err := growTree(part.doc.Content[0], o.docLine)
	if err != nil {
		return nil, err
	}
	part.tree = t
	t.line = o.tree.line
	t.src, err = encodeNodes(part.doc, sequenceIndent(o.tree.src) == 0)
	return part, err
}

// objects are the items that are manifests.
func (l *list) objects() []*Object {
	var objects []*Object
	for _, o := range l.items {
		if isManifest(o) {
			objects = append(objects, o)
		}
	}
	return objects
}

// isManifest says whether an item is there and is a manifest.
func isManifest(o *Object) bool { return o != nil && o.tree.root().Kind() == plan.Map }

// exchange puts another object, or none, in the place of each item.
func (l *list) exchange(successor func(*Object) *Object) {
	for i, o := range l.items {
		if !isManifest(o) {
			continue
		}
		if next := successor(o); next != o {
			l.items[i], l.swapped = next, true
		}
	}
}

func (l *list) changed() bool {
	return l.swapped || slices.ContainsFunc(l.items, func(o *Object) bool { return o != nil && o.changed })
}

// text is the document with its items as they are now.
func (l *list) text() string {
	switch {
	case l.whole != nil:
		return l.wholeText()
	case !slices.ContainsFunc(l.items, func(o *Object) bool { return o != nil }):
		return l.emptyText()
	case l.frame.text[l.frame.colon] == '[':
		return l.flowText()
	}
	return l.blockText()
}

func (l *list) blockText() string {
	f := l.frame
	var b strings.Builder
	b.WriteString(f.text[:f.spans[0].from])
	for i, s := range f.spans {
		switch o := l.items[i]; {
		case o == nil:
		case o == f.items[i] && !o.changed:
			b.WriteString(f.text[s.from:s.end])
		default:
			b.WriteString(f.text[s.from:s.dash])
			dash := strings.TrimRight(f.text[s.dash:s.text], " ") + " "
			b.WriteString(dash)
			b.WriteString(o.text(len(dash)))
			if text := f.text[:s.end]; !strings.HasSuffix(o.tree.src, "\n") && strings.HasSuffix(text, "\n") {
				b.WriteByte('\n')
			}
		}
	}
	b.WriteString(f.text[f.spans[len(f.spans)-1].end:])
	return b.String()
}

func (l *list) flowText() string {
	f := l.frame
	var b strings.Builder
	at := f.colon + 1
	b.WriteString(f.text[:at])
	first := true
	for i, s := range f.spans {
		o := l.items[i]
		if o == nil {
			continue
		}
		if first {
			b.WriteString(strings.TrimLeft(f.text[at:f.spans[0].from], ","))
		} else {
			b.WriteString(f.text[f.spans[i-1].end:s.from])
		}
		first = false
		if o == f.items[i] && o.doc == nil {
			b.WriteString(o.tree.src)
			continue
		}
		e := emitter{}
		e.flow(o.tree.root(), true)
		b.Write(e.buf)
	}
	b.WriteString(f.text[f.spans[len(f.spans)-1].end:])
	return b.String()
}

func (l *list) emptyText() string {
	f := l.frame
	last := f.spans[len(f.spans)-1].end
	if f.text[f.colon] == '[' {
		rest := f.text[last:]
		return f.text[:f.colon+1] + rest[strings.IndexByte(rest, ']'):]
	}
	line := lineEnd(f.text, f.colon)
	return f.text[:f.colon] + " []" + f.text[f.colon:line] + f.text[last:]
}

// wholeText writes the nodes of the document.
func (l *list) wholeText() string {
	root := detach(l.whole.doc)
	items := childNode(root.Content[0], "items")
	items.Content = nil
	for _, o := range l.items {
		switch {
		case o == nil:
		case o.doc != nil:
			items.Content = append(items.Content, o.doc.Content[0])
		default:
			if doc, err := parseNodes(o.text(0), 1); err == nil {
				items.Content = append(items.Content, doc.Content[0])
			}
		}
	}
	text, err := encodeNodes(detach(root), sequenceIndent(l.whole.tree.src) == 0)
	if err != nil {
		return l.whole.tree.src
	}
	return text
}
