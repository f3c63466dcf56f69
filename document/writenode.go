// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import "vmha.dev/vmha/plan"

// node writes a value of a tree in block style.
func (e *emitter) node(n *node, at place) {
	switch {
	case n.kind == kind(plan.Null):
		e.word(append(e.lead(at), "null"...))
	case n.kind == kind(plan.Scalar) && n.scalarType() == stringScalar:
		e.text(n.Text(), at)
	case n.kind == kind(plan.Scalar):
		e.word(append(e.lead(at), n.Text()...))
	case n.count == 0 && n.kind == kind(plan.List):
		e.word(append(e.lead(at), '[', ']'))
	case n.count == 0:
		e.word(append(e.lead(at), '{', '}'))
	case n.kind == kind(plan.List):
		if at.where == behindKey {
			at.column += e.sequence - e.step
		}
		line := 0
		for i := n.first; i != 0; i = n.tree.nodes[i].next {
			e.begin(line, at)
			e.buf = append(e.buf, '-', ' ')
			e.node(&n.tree.nodes[i], place{at.column + 2, behindDash})
			line++
		}
	default:
		line := 0
		for i := n.first; i != 0; i = n.tree.nodes[i].next {
			e.begin(line, at)
			e.entry(&n.tree.nodes[i], at)
			line++
		}
	}
}

// entry writes a value of a tree behind its key, which stands at a place.
func (e *emitter) entry(n *node, at place) {
	e.key(n.keyText())
	e.node(n, e.below(at))
}

// flow writes a value of a tree in flow style, as JSON if asked for.
func (e *emitter) flow(n *node, json bool) {
	switch plan.Kind(n.kind) {
	case plan.Map:
		e.buf = append(e.buf, '{')
		for i := n.first; i != 0; i = n.tree.nodes[i].next {
			if i != n.first {
				e.buf = append(e.buf, ", "...)
			}
			e.flowEntry(&n.tree.nodes[i], json)
		}
		e.buf = append(e.buf, '}')
	case plan.List:
		e.buf = append(e.buf, '[')
		for i := n.first; i != 0; i = n.tree.nodes[i].next {
			if i != n.first {
				e.buf = append(e.buf, ", "...)
			}
			e.flow(&n.tree.nodes[i], json)
		}
		e.buf = append(e.buf, ']')
	case plan.Scalar:
		if n.scalarType() == stringScalar {
			e.flowText(n.Text(), json)
		} else {
			e.buf = append(e.buf, n.Text()...)
		}
	default:
		e.buf = append(e.buf, "null"...)
	}
}

// flowEntry writes a value of a tree behind its key in flow style.
func (e *emitter) flowEntry(n *node, json bool) {
	e.flowText(n.keyText(), json)
	e.buf = append(e.buf, ": "...)
	e.flow(n, json)
}

func (e *emitter) flowText(text string, json bool) {
	if json {
		e.buf = appendDoubleQuoted(e.buf, text)
	} else {
		e.buf = appendScalar(e.buf, text, true)
	}
}
