// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"iter"

	"vmha.dev/vmha/plan"
)

// A tree is the index of one object: a slab of nodes in the order of the text,
// the root first. It does not change; after an edit there is a new one.
type tree struct {
	src   string
	nodes []node
	// line is the number of the first line of src in the text that it was taken
	// from, base the column where that line starts; line is 0 for new objects.
	line, base int
	// texts and marks hold the scalars and positions of a tree that was grown from
	// YAML nodes: there they do not follow from src.
	texts []string
	marks []mark
}

type mark struct{ line, column int32 }

// A node is a value of the tree, with the key that leads to it in a map.
type node struct {
	tree *tree
	// start and end are the value in src. In a grown tree, start is the index of
	// the scalar in texts, end that of the position in marks.
	start, end int32
	// keyStart and keyEnd are the key in src, or keyStart is its index in texts.
	keyStart, keyEnd int32
	// first is the first child, next the following sibling, 0 for none.
	first, next int32
	// count is the number of children, or the column of the text of a block scalar.
	count    int32
	kind     kind
	style    style
	keyStyle style
	// typ is the type of a decoded scalar.
	typ scalarType
}

type kind uint8

// A style is how a value or a key is written.
type style uint8

const (
	plain       style = iota
	plainFolded       // on several lines
	singleQuoted
	singleEscaped
	singleLines
	doubleQuoted
	doubleEscaped
	doubleLines
	literal
	folded
	block
	flow
	decoded      // stands in texts
	decodedPlain // a key in texts that has no quotes
)

// absent is what every way that leads nowhere ends in.
var absent = &node{tree: &tree{}}

var _ plan.Node = absent

// Kind says what the value is.
func (n *node) Kind() plan.Kind { return plan.Kind(n.kind) }

// Get returns the value of a key of a map.
func (n *node) Get(key string) plan.Node { return n.get(key) }

func (n *node) get(key string) *node {
	if n.kind != kind(plan.Map) {
		return absent
	}
	nodes := n.tree.nodes
	for i := n.first; i != 0; i = nodes[i].next {
		if nodes[i].hasKey(key) {
			return &nodes[i]
		}
	}
	return absent
}

// Entries goes through a map in the order of its text.
func (n *node) Entries() iter.Seq2[string, plan.Node] {
	return func(yield func(string, plan.Node) bool) {
		if n.kind != kind(plan.Map) {
			return
		}
		for i := n.first; i != 0; i = n.tree.nodes[i].next {
			child := &n.tree.nodes[i]
			if !yield(child.keyText(), child) {
				return
			}
		}
	}
}

// Elements goes through a list.
func (n *node) Elements() iter.Seq2[int, plan.Node] {
	return func(yield func(int, plan.Node) bool) {
		if n.kind != kind(plan.List) {
			return
		}
		at := 0
		for i := n.first; i != 0; i = n.tree.nodes[i].next {
			if !yield(at, &n.tree.nodes[i]) {
				return
			}
			at++
		}
	}
}

// Len is the number of entries or elements.
func (n *node) Len() int {
	if n.kind < kind(plan.Map) {
		return 0
	}
	return int(n.count)
}

// Text is a scalar as decoded text.
func (n *node) Text() string {
	if n.kind != kind(plan.Scalar) {
		return ""
	}
	return n.tree.decode(n, n.style, n.start, n.end)
}

// IsString says whether a scalar is a string.
func (n *node) IsString() bool {
	return n.kind == kind(plan.Scalar) && n.scalarType() == stringScalar
}

// Int is a scalar that is a whole number.
func (n *node) Int() (int64, bool) {
	if n.kind != kind(plan.Scalar) || n.scalarType() != intScalar {
		return 0, false
	}
	return parseInt(n.Text())
}

// Bool is a scalar that is a boolean.
func (n *node) Bool() (value, ok bool) {
	if n.kind != kind(plan.Scalar) || n.scalarType() != boolScalar {
		return false, false
	}
	return isTrue(n.Text()), true
}

// scalarType is what a scalar is to kubectl.
func (n *node) scalarType() scalarType {
	switch n.style {
	case plain:
		return resolve(n.tree.src[n.start:n.end])
	case plainFolded:
		return resolve(n.Text())
	}
	return n.typ
}

func (n *node) hasKey(key string) bool {
	switch n.keyStyle {
	case plain:
		return n.tree.src[n.keyStart:n.keyEnd] == key
	case singleQuoted, doubleQuoted:
		return n.tree.src[n.keyStart+1:n.keyEnd-1] == key
	}
	return n.keyText() == key
}

func (n *node) keyText() string {
	return n.tree.decode(n, n.keyStyle, n.keyStart, n.keyEnd)
}

func (t *tree) root() *node {
	if len(t.nodes) == 0 {
		return absent
	}
	return &t.nodes[0]
}
