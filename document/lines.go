// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"strings"

	"vmha.dev/vmha/plan"
)

// lineStart is where the line of an offset starts.
func lineStart(src string, at int) int {
	return strings.LastIndexByte(src[:at], '\n') + 1
}

// endOf is where the lines of a value end: behind the break of its last line, and
// behind comments that stand right below a map at the column of its keys. It is
// not ok where the last line has no break.
func (t *tree) endOf(n *node) (end int, ok bool) {
	if n.style != block || n.count == 0 {
		end = lineEnd(t.src, int(n.end))
		return end, end > 0 && t.src[end-1] == '\n'
	}
	last := &t.nodes[n.first]
	for last.next != 0 {
		last = &t.nodes[last.next]
	}
	end, ok = t.endOf(last)
	if n.kind != kind(plan.Map) {
		return end, ok
	}
	column := t.column(n.start)
	for column > 0 && isCommentAt(t.src[end:], column) {
		end = lineEnd(t.src, end)
		ok = t.src[end-1] == '\n'
	}
	return end, ok
}

// header is the first line of a block scalar.
func (t *tree) header(n *node) string {
	header, _, _ := strings.Cut(t.src[n.start:], "\n")
	return header
}

// closed is the text with a break behind its last line. A block scalar there strips
// the break to stay what it is.
func (t *tree) closed() string {
	last := t.root()
	for last.count > 0 && last.kind >= kind(plan.Map) {
		for last = &t.nodes[last.first]; last.next != 0; {
			last = &t.nodes[last.next]
		}
	}
	if last.style != literal && last.style != folded || int(last.end) != len(t.src) || isStripped(t.header(last)) {
		return t.src + "\n"
	}
	at := int(last.start) + 1
	rest := t.src[at:]
	if isKept(t.header(last)) {
		rest = strings.Replace(rest, "+", "", 1)
	}
	return t.src[:at] + "-" + rest + "\n"
}

// isCommentAt says whether the first line of a text is a comment at a column.
func isCommentAt(text string, column int) bool {
	return len(text) > column && text[column] == '#' && strings.Trim(text[:column], " ") == ""
}

// headOf is the start of the comments that stand right above a line at its column.
func (t *tree) headOf(line, column int) int {
	for line > 0 {
		above := lineStart(t.src, line-1)
		if !isCommentAt(t.src[above:line], column) {
			break
		}
		line = above
	}
	return line
}

// colonOf is the offset behind the colon of a node's key.
func (t *tree) colonOf(n *node) int {
	return int(n.keyEnd()) + strings.IndexByte(t.src[n.keyEnd():], ':') + 1
}

// isCompact says whether a block collection starts behind a dash rather than on a line of its own.
func (t *tree) isCompact(n *node) bool {
	start := lineStart(t.src, int(n.start))
	return t.base > 0 && start == 0 || strings.Trim(t.src[start:n.start], " ") != ""
}

// dashOf is the offset of the dash of an element of a block list.
func (t *tree) dashOf(list *node, element int32) int {
	at := int(list.start)
	for i := list.first; i != element; i = t.nodes[i].next {
		at, _ = t.endOf(&t.nodes[i])
		for isSkipped(t.src[at:lineEnd(t.src, at)]) {
			at = lineEnd(t.src, at)
		}
		at += len(t.src[at:]) - len(strings.TrimLeft(t.src[at:], " "))
	}
	return at
}

// layout is how the text indents maps and lists.
func (t *tree) layout() layout {
	l := layout{step: 0, sequence: -1}
	for i := range t.nodes {
		n := &t.nodes[i]
		if n.kind != kind(plan.Map) || n.style != block {
			continue
		}
		for c := n.first; c != 0; c = t.nodes[c].next {
			child := &t.nodes[c]
			if child.style != block {
				continue
			}
			deeper := t.column(child.start) - t.column(n.start)
			if child.kind == kind(plan.Map) && l.step == 0 {
				l.step = deeper
			}
			if child.kind == kind(plan.List) && l.sequence < 0 {
				l.sequence = deeper
			}
			if l.step > 0 && l.sequence >= 0 {
				return l
			}
		}
	}
	if l.step == 0 {
		l.step = ownLayout.step
	}
	l.sequence = max(l.sequence, 0)
	return l
}
