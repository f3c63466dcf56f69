// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"slices"
	"strings"

	"vmha.dev/vmha/plan"
)

// remove takes a node and its key or dash away. What becomes empty is {} or [].
func (e *editor) remove(to target) error {
	parent := &e.tree.nodes[to.parent]
	if parent.count == 1 {
		return e.empty(to, parent)
	}
	if parent.style == flow {
		return e.removeFlow(to, parent)
	}
	return e.removeLines(target{at: to.parent, depth: to.depth}, parent, to.at)
}

// empty replaces a collection by an empty one.
func (e *editor) empty(to target, parent *node) error {
	text := "{}"
	if parent.kind == kind(plan.List) {
		text = "[]"
	}
	start := len(e.buf)
	end := int(parent.end)
	switch {
	case parent.style == flow:
		e.buf = append(e.buf, text...)
		return e.swapAt(to, int(parent.start), end, start)
	case parent.keyLen > 0:
		colon := e.tree.colonOf(parent)
		end, _ = e.tree.endOf(parent)
		line := lineEnd(e.tree.src, colon)
		e.buf = append(e.buf, ' ')
		e.buf = append(e.buf, text...)
		e.buf = append(e.buf, e.tree.src[colon:line]...)
		if end > 0 && e.tree.src[end-1] != '\n' {
			e.buf = e.buf[:len(e.buf)-1]
		}
		return e.swapAt(to, colon, end, start)
	}
	end, _ = e.tree.endOf(parent)
	e.buf = append(e.buf, text...)
	if e.tree.src[end-1] == '\n' {
		e.buf = append(e.buf, '\n')
	}
	return e.swapAt(to, int(parent.start), end, start)
}

func (e *editor) swapAt(to target, from, end, start int) error {
	return e.swap(target{at: to.parent, depth: to.depth}, from, end, start)
}

// removeLines takes the lines of an entry or element of a block away, with the
// comments right above it. Of the first one behind a dash, the next takes the place.
func (e *editor) removeLines(to target, parent *node, child int32) error {
	n := &e.tree.nodes[child]
	at := int(n.keyStart)
	if parent.kind == kind(plan.List) {
		at = e.tree.dashOf(parent, child)
	}
	start := len(e.buf)
	if child == parent.first && e.tree.isCompact(parent) {
		next := int(e.tree.nodes[n.next].keyStart)
		if parent.kind == kind(plan.List) {
			next = e.tree.dashOf(parent, n.next)
		}
		return e.swap(to, at, next, start)
	}
	end, _ := e.tree.endOf(n)
	from := e.tree.headOf(lineStart(e.tree.src, at), e.tree.column(int32(at)))
	if child == parent.first {
		from = lineStart(e.tree.src, at)
	}
	end, ok := e.tree.guardLiteral(from, end)
	if !ok {
		return errUseNodes
	}
	if e.meets(from-1, end) { // What waits above may end in a literal, which would take what follows.
		return errConflict
	}
	return e.swap(to, from, end, start)
}

// guardLiteral keeps a block scalar that ends at from, or at the empty lines above it, as
// it is when what follows it starts at end: empty lines go where it would keep them. It is not ok where the
// scalar would take comments or blanks.
func (t *tree) guardLiteral(from, end int) (int, bool) {
	at := slices.IndexFunc(t.nodes, func(n node) bool {
		isBlock := n.style == literal || n.style == folded
		return isBlock && int(n.end) < from && strings.Trim(t.src[n.end:from], " \n") == ""
	})
	if at < 0 {
		return end, true
	}
	if isKept(t.header(&t.nodes[at])) {
		for end < len(t.src) && strings.Trim(t.src[end:lineEnd(t.src, end)], " \n") == "" {
			end = lineEnd(t.src, end)
		}
	}
	return end, endsLiteral(t.src[end:], int(t.nodes[at].count))
}

// removeFlow takes an entry and its comma away.
func (e *editor) removeFlow(to target, parent *node) error {
	n := &e.tree.nodes[to.at]
	start := len(e.buf)
	if n.next != 0 {
		return e.swapAt(to, int(e.tree.nodes[to.at].begin()), int(e.tree.nodes[n.next].begin()), start)
	}
	before := &e.tree.nodes[parent.first]
	for before.next != to.at {
		before = &e.tree.nodes[before.next]
	}
	if before.start == before.end {
		e.buf = append(e.buf, " null"...)
	}
	return e.swapAt(to, int(before.end), int(n.end), start)
}

// begin is where the key of a node starts, or the node itself in a list.
func (n *node) begin() int32 {
	if n.keyLen > 0 {
		return n.keyStart
	}
	return n.start
}
