// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"slices"
	"strings"

	"vmha.dev/vmha/plan"
)

// insert adds what is missing of a path below a collection, with the value at its end.
func (e *editor) insert(to target, c *content) error {
	n := &e.tree.nodes[to.at]
	if to.inFlow || n.style == flow && n.count > 0 {
		return e.insertFlow(to, n, c)
	}
	if n.count == 0 {
		return e.fill(to, n, c)
	}
	end, ok := e.tree.endOf(n)
	if !ok {
		return errUseNodes
	}
	start, column := len(e.buf), e.tree.column(n.start)
	d, err := draftOf(to.missing, c)
	if err != nil {
		return err
	}
	e.before(end, func() {
		e.begin(1, place{column, atRoot})
		e.draftEntry(d, d.entries[0], place{column: column})
	})
	return e.touch(to, end, end, start, false)
}

// before writes lines that go before an offset. A literal at their end must not take
// comments or blanks that follow.
func (e *editor) before(end int, write func()) {
	start := len(e.buf)
	write()
	if e.literalEnd != len(e.buf) || endsLiteral(e.tree.src[end:], e.literalIndent) {
		return
	}
	e.buf = e.buf[:start]
	e.quoted = true
	write()
	e.quoted = false
}

// endsLiteral says whether a text has nothing to add to a literal before it whose
// lines stand at the column indent, but empty lines.
func endsLiteral(text string, indent int) bool {
	for line := range strings.Lines(text) {
		content := strings.TrimLeft(line, " ")
		column := len(line) - len(content)
		if content != "" && content != "\n" {
			return column < indent
		}
		if column > indent {
			return false
		}
	}
	return true
}

// touch adds a splice that changes the collection of a target.
func (e *editor) touch(to target, from, end, start int, alone bool) error {
	if e.meets(from, end) {
		e.buf = e.buf[:start]
		return errConflict
	}
	e.cut(from, end, start, to.depth)
	e.touched = append(e.touched, touch{to.at, alone, to.missing[0]})
	return nil
}

// fill puts the first entry into a collection in block style that is null or empty.
func (e *editor) fill(to target, n *node, c *content) error {
	d, err := draftOf(to.missing, c)
	if err != nil {
		return err
	}
	made, err := d.finish()
	if err != nil {
		return err
	}
	before := len(e.touched)
	if err := e.replace(to, n, made); err != nil {
		return err
	}
	e.touched = append(e.touched[:before], touch{to.at, true, to.missing[0]})
	return nil
}

// insertFlow adds an entry to a map or list in flow style.
func (e *editor) insertFlow(to target, n *node, c *content) error {
	d, err := draftOf(to.missing, c)
	if err != nil {
		return err
	}
	made, err := d.finish()
	if err != nil {
		return err
	}
	if n.count == 0 {
		before := len(e.touched)
		if err := e.replaceFlow(to, n, made); err != nil {
			return err
		}
		e.touched = append(e.touched[:before], touch{to.at, true, to.missing[0]})
		return nil
	}
	last := n.first
	for e.tree.nodes[last].next != 0 {
		last = e.tree.nodes[last].next
	}
	child := &e.tree.nodes[last]
	at, start := int(child.end), len(e.buf)
	missing := child.start == child.end
	if missing {
		if slices.ContainsFunc(e.touched, func(t touch) bool { return t.node == last }) {
			return errConflict
		}
		e.touched = append(e.touched, touch{node: last, alone: true})
		e.buf = append(e.buf, " null"...)
	}
	e.buf = append(e.buf, ',')
	e.flowSpace(child)
	entry := &made.node.tree.nodes[made.node.first]
	if made.kind == plan.Map {
		e.flowEntry(entry, e.isJSON(n))
	} else {
		e.flow(entry, e.isJSON(n))
	}
	return e.touch(to, at, at, start, missing)
}

// flowSpace separates a new entry from the last one: by a line break where that one
// stands on a line of its own.
func (e *editor) flowSpace(last *node) {
	first := int(last.start)
	if last.keyLen > 0 {
		first = int(last.keyStart)
	}
	from := lineStart(e.tree.src, first)
	if from > 0 && strings.Trim(e.tree.src[from:first], " \t") == "" {
		e.buf = append(e.buf, '\n')
		e.buf = append(e.buf, e.tree.src[from:first]...)
		return
	}
	e.buf = append(e.buf, ' ')
}

// isJSON says whether a collection in flow style is written as JSON.
func (e *editor) isJSON(n *node) bool {
	return e.json || n.kind == kind(plan.Map) && n.first != 0 && e.tree.nodes[n.first].keyStyle >= doubleQuoted
}
