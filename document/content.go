// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"fmt"
	"strconv"

	"vmha.dev/vmha/plan"
)

// A content is the value of an edit: a scalar as its text and type, or a tree.
type content struct {
	kind plan.Kind
	typ  scalarType
	text string
	node *node // nil for the scalars that most edits set
}

// contentOf reads the value of an edit.
func contentOf(value any) (content, error) {
	c := content{kind: plan.Scalar}
	switch v := value.(type) {
	case *node:
		return contentAt(v), nil
	case string:
		c.text = v
		return c, nil
	case bool:
		c.typ, c.text = boolScalar, strconv.FormatBool(v)
		return c, nil
	case int:
		c.typ, c.text = intScalar, strconv.Itoa(v)
		return c, nil
	case int32:
		c.typ, c.text = intScalar, strconv.FormatInt(int64(v), 10)
		return c, nil
	case int64:
		c.typ, c.text = intScalar, strconv.FormatInt(v, 10)
		return c, nil
	}
	text, err := emitted(value, place{ownLayout.step, behindKey}, ownLayout)
	if err != nil {
		return c, err
	}
	t, ok := indexTree("v:"+text, 0, -1)
	if !ok {
		return c, fmt.Errorf("cannot read back what a value of type %T is written as", value)
	}
	c.node = t.root().get("v")
	c.kind = plan.Kind(c.node.kind)
	if c.kind == plan.Scalar {
		c.text, c.typ, c.node = c.node.Text(), c.node.scalarType(), nil
	}
	return c, nil
}

// equals says whether a node holds this content already.
func (c *content) equals(n *node) bool {
	if c.node != nil {
		return equal(c.node, n)
	}
	if n.kind != kind(plan.Scalar) || n.scalarType() != c.typ {
		return false
	}
	return equalTexts(c.typ, c.text, n.Text())
}

// contentAt is the content of a node of another tree.
func contentAt(n *node) content {
	c := content{kind: plan.Kind(n.kind), node: n}
	if c.kind == plan.Scalar {
		c.text, c.typ, c.node = n.Text(), n.scalarType(), nil
	}
	return c
}

// write writes the content at a place in block style.
func (e *emitter) write(c *content, at place) {
	switch {
	case c.node != nil:
		e.node(c.node, at)
	case c.kind == plan.Null:
		e.word(append(e.lead(at), "null"...))
	case c.typ == stringScalar:
		e.text(c.text, at)
	default:
		e.word(append(e.lead(at), c.text...))
	}
}

// writeFlow writes the content in flow style.
func (e *emitter) writeFlow(c *content, json bool) {
	switch {
	case c.node != nil:
		e.flow(c.node, json)
	case c.typ == stringScalar:
		e.flowText(c.text, json)
	default:
		e.buf = append(e.buf, c.text...)
	}
}
