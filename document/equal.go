// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"strings"

	"vmha.dev/vmha/plan"
)

// equal says whether two values mean the same. Style, comments and the order of
// keys do not count; the type does: "8080" is not 8080.
func equal(a, b *node) bool {
	if a.kind != b.kind || a.Len() != b.Len() {
		return false
	}
	switch plan.Kind(a.kind) {
	case plan.Scalar:
		return equalScalars(a, b)
	case plan.List:
		i, j := a.first, b.first
		for i != 0 && j != 0 {
			x, y := &a.tree.nodes[i], &b.tree.nodes[j]
			if !equal(x, y) {
				return false
			}
			i, j = x.next, y.next
		}
	case plan.Map:
		for i := a.first; i != 0; i = a.tree.nodes[i].next {
			x := &a.tree.nodes[i]
			if y := b.get(x.keyText()); y == absent || !equal(x, y) {
				return false
			}
		}
	}
	return true
}

func equalScalars(a, b *node) bool {
	typ := a.scalarType()
	return typ == b.scalarType() && equalTexts(typ, a.Text(), b.Text())
}

// equalTexts says whether two scalars of one type are the same value.
func equalTexts(typ scalarType, a, b string) bool {
	if a == b {
		return true
	}
	switch typ {
	case boolScalar:
		return isTrue(a) == isTrue(b)
	case intScalar:
		i, ok := integer(strings.ReplaceAll(a, "_", ""))
		j, other := integer(strings.ReplaceAll(b, "_", ""))
		return ok && other && i.Cmp(j) == 0
	case floatScalar:
		f, err := parseFloat(a)
		g, otherErr := parseFloat(b)
		return err == nil && otherErr == nil && f == g
	}
	return false
}

// value is what a node holds as Go value: string, bool, int64, float64, nil, []any
// or map[string]any.
func (n *node) value() any {
	switch plan.Kind(n.kind) {
	case plan.Map:
		m := make(map[string]any, n.count)
		for i := n.first; i != 0; i = n.tree.nodes[i].next {
			child := &n.tree.nodes[i]
			m[child.keyText()] = child.value()
		}
		return m
	case plan.List:
		list := make([]any, 0, n.count)
		for i := n.first; i != 0; i = n.tree.nodes[i].next {
			list = append(list, n.tree.nodes[i].value())
		}
		return list
	case plan.Scalar:
		return n.scalarValue()
	}
	return nil
}

func (n *node) scalarValue() any {
	text := n.Text()
	switch n.scalarType() {
	case boolScalar:
		return isTrue(text)
	case intScalar:
		if i, ok := n.Int(); ok {
			return i
		}
	case floatScalar:
		if f, err := parseFloat(text); err == nil {
			return f
		}
	}
	return text
}
