// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// A list is a document that holds objects as its items.
type list struct {
	frame *Object
	items []*Object
	gone  bool // an item was removed
}

func newList(frame *Object) (*list, error) {
	l := &list{frame: frame}
	items := itemsNode(frame.doc)
	for _, item := range items.Content {
		o, err := itemObject(item, frame)
		if err != nil {
			return nil, err
		}
		l.items = append(l.items, o)
	}
	return l, nil
}

func itemsNode(doc *yaml.Node) *yaml.Node {
	root := doc.Content[0]
	for i := 0; i+1 < len(root.Content); i += 2 {
		if root.Content[i].Value == "items" {
			return resolveAlias(root.Content[i+1])
		}
	}
	return &yaml.Node{}
}

// itemObject is an item as an object of its own.
func itemObject(item *yaml.Node, frame *Object) (*Object, error) {
	o := &Object{doc: &yaml.Node{Kind: yaml.DocumentNode, Content: []*yaml.Node{item}}, line: frame.line}
	if err := o.index(); err != nil {
		return nil, err
	}
	text, err := encodeNodes(o.doc, sequenceIndent(frame.text) == 0)
	o.text = text
	return o, err
}

func (l *list) objects() []*Object {
	var objects []*Object
	for _, o := range l.items {
		if o.doc.Content[0].Kind == yaml.MappingNode {
			objects = append(objects, o)
		}
	}
	return objects
}

func (l *list) remove(o *Object) {
	before := len(l.items)
	l.items = slices.DeleteFunc(l.items, func(other *Object) bool { return other == o })
	l.gone = l.gone || len(l.items) < before
}

func (l *list) changed() bool {
	return l.gone || slices.ContainsFunc(l.items, (*Object).Changed)
}

func (l *list) bytes() []byte {
	items := itemsNode(l.frame.doc)
	items.Content = nil
	for _, o := range l.items {
		items.Content = append(items.Content, o.doc.Content[0])
	}
	text, err := encodeNodes(l.frame.doc, sequenceIndent(l.frame.text) == 0)
	if err != nil {
		return []byte(l.frame.text)
	}
	return []byte(text)
}
