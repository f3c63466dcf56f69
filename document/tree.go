// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import "vmha.dev/vmha/plan"

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
	// keyStart and keyLen are the key in src, with its quotes, or keyStart is its index in texts.
	keyStart int32
	keyLen   uint16
	// keyHash tells most keys apart without a look at the text.
	keyHash uint16
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
	nodes, hash := n.tree.nodes, hashKey(key)
	for i := n.first; i != 0; i = nodes[i].next {
		if nodes[i].keyHash == hash && nodes[i].hasKey(key) {
			return &nodes[i]
		}
	}
	return absent
}

// First is the first entry or element.
func (n *node) First() plan.Node { return n.child(n.first) }

// Next is the entry or element behind this one.
func (n *node) Next() plan.Node { return n.child(n.next) }

func (n *node) child(at int32) *node {
	if at == 0 {
		return absent
	}
	return &n.tree.nodes[at]
}

// Key is the key of an entry of a map.
func (n *node) Key() string {
	if n.keyStyle == plain && n.keyLen == 0 {
		return ""
	}
	return n.keyText()
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

// keyEnd is where the key ends in src.
func (n *node) keyEnd() int32 { return n.keyStart + int32(n.keyLen) }

// hashKey is made of what tells the fields of manifests apart: length, first, middle and last character.
func hashKey(key string) uint16 {
	n := len(key)
	if n == 0 {
		return 0
	}
	return uint16(n)<<11 ^ uint16(key[0])<<8 ^ uint16(key[n/2])<<4 ^ uint16(key[n-1])
}

func (n *node) hasKey(key string) bool {
	switch n.keyStyle {
	case plain:
		return n.tree.src[n.keyStart:n.keyEnd()] == key
	case singleQuoted, doubleQuoted:
		return n.tree.src[n.keyStart+1:n.keyEnd()-1] == key
	}
	return n.keyText() == key
}

func (n *node) keyText() string {
	return n.tree.decode(n, n.keyStyle, n.keyStart, n.keyEnd())
}

func (t *tree) root() *node {
	if len(t.nodes) == 0 {
		return absent
	}
	return &t.nodes[0]
}
