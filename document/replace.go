// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"errors"
	"strings"

	"vmha.dev/vmha/plan"
)

var (
	// errConflict says that splices must be written before this edit can be planned.
	errConflict = errors.New("splices overlap")
	// errUseNodes says that the text cannot be spliced here.
	errUseNodes = errors.New("no splice")
)

// replace puts a content in the place of a node.
func (e *editor) replace(to target, n *node, c *content) error {
	switch {
	case to.inFlow:
		return e.replaceFlow(to, n, c)
	case n.style == flow && n.count > 0 && c.node != nil && !strings.Contains(e.tree.src[n.start:n.end], "\n"):
		return e.replaceFlow(to, n, c)
	case n.style == block && c.kind == plan.Map && !e.noMerge && e.canMerge(n, c):
		return e.mergeMap(to, n, c)
	case to.parent == 0 && to.at == 0:
		return e.replaceRoot(to, n, c)
	case n.keyLen == 0:
		return e.replaceElement(to, n, c)
	case c.node != nil && c.node.count > 0:
		return e.replaceByLines(to, n, c)
	case n.style == block:
		return e.replaceLines(to, n, c)
	}
	return e.replaceScalar(to, n, c)
}

// swap adds the splice of a replacement. What follows a literal must stay where it is.
func (e *editor) swap(to target, from, end, start int) error {
	reach := end
	if e.literalEnd > start && e.literalEnd >= len(e.buf) {
		reach = lineEnd(e.tree.src, end)
	}
	if e.meets(from, reach) {
		e.buf = e.buf[:start]
		return errConflict
	}
	e.cut(from, end, start, to.depth)
	e.touched = append(e.touched, touch{node: to.at, alone: true})
	return nil
}

// replaceFlow writes a content in flow style where a node stood.
func (e *editor) replaceFlow(to target, n *node, c *content) error {
	start := len(e.buf)
	if n.start == n.end {
		e.buf = append(e.buf, ' ')
	}
	json := e.json || n.style >= doubleQuoted && n.style <= doubleLines || e.isJSON(&e.tree.nodes[to.parent])
	if c.node == nil && c.typ == stringScalar && !json {
		e.buf = appendLike(e.buf, n.style, c.text, true)
	} else {
		e.writeFlow(c, json)
	}
	return e.swap(to, int(n.start), int(n.end), start)
}

// replaceScalar writes a scalar, or an empty collection, where a node on its key's
// line or the line below stood.
func (e *editor) replaceScalar(to target, n *node, c *content) error {
	start := len(e.buf)
	if n.start == n.end {
		e.buf = append(e.buf, ' ')
	}
	if err := e.scalar(n, c, e.below(place{column: e.tree.column(n.keyStart)})); err != nil {
		return err
	}
	return e.swap(to, int(n.start), int(n.end), start)
}

// scalar writes a scalar without its line break. A string keeps the quotes of the
// node that it replaces; one of several lines is a block literal unless a comment
// follows on the line.
func (e *editor) scalar(n *node, c *content, at place) error {
	at.where = behindDash
	if c.node == nil && c.typ == stringScalar && c.kind == plan.Scalar {
		rest := e.tree.src[n.end:lineEnd(e.tree.src, int(n.end))]
		if strings.TrimSuffix(rest, "\n") != "" || !e.isLiteral(c.text) || n.style >= singleQuoted && n.style <= doubleLines {
			e.buf = appendLike(e.buf, n.style, c.text, false)
			return nil
		}
		if rest == "" {
			return errUseNodes
		}
	}
	e.before(lineEnd(e.tree.src, int(n.end)), func() {
		e.write(c, at)
	})
	e.buf = e.buf[:len(e.buf)-1]
	return nil
}

// appendLike writes a string in the quotes of a style where it fits into them.
func appendLike(buf []byte, s style, text string, inFlow bool) []byte {
	switch {
	case s >= doubleQuoted && s <= doubleLines:
		return appendDoubleQuoted(buf, text)
	case s >= singleQuoted && s <= singleLines && isPrintable(text):
		buf = append(buf, '\'')
		buf = append(buf, strings.ReplaceAll(text, "'", "''")...)
		return append(buf, '\'')
	}
	return appendScalar(buf, text, inFlow)
}

// replaceLines writes a scalar behind the key whose value was a block.
func (e *editor) replaceLines(to target, n *node, c *content) error {
	colon := e.tree.colonOf(n)
	end, ok := e.tree.endOf(n)
	if !ok {
		return errUseNodes
	}
	start := len(e.buf)
	line := lineEnd(e.tree.src, colon)
	comment := strings.TrimRight(e.tree.src[colon:line], " \n")
	e.buf = append(e.buf, ' ')
	at := e.below(place{column: e.tree.column(n.keyStart)})
	at.where = behindDash
	e.quoted = comment != ""
	e.before(end, func() {
		e.write(c, at)
	})
	e.quoted = false
	if comment != "" {
		e.buf = append(append(e.buf[:len(e.buf)-1], comment...), '\n')
	}
	return e.swap(to, colon, end, start)
}

// replaceByLines writes a block below the key of a node. A comment on the line of
// the key stays.
func (e *editor) replaceByLines(to target, n *node, c *content) error {
	colon := e.tree.colonOf(n)
	var end int
	var ok bool
	var comment string
	if n.style == block {
		end, ok = e.tree.endOf(n)
		comment = e.tree.src[colon:lineEnd(e.tree.src, colon)]
	} else {
		end = lineEnd(e.tree.src, int(n.end))
		comment, ok = e.tree.src[n.end:end], strings.HasSuffix(e.tree.src[:end], "\n")
	}
	if !ok {
		return errUseNodes
	}
	start := len(e.buf)
	e.buf = append(e.buf, strings.TrimRight(comment, " \n")...)
	e.before(end, func() {
		e.write(c, e.below(place{column: e.tree.column(n.keyStart)}))
	})
	return e.swap(to, colon, end, start)
}

// replaceElement writes a content where an element of a block list stood.
func (e *editor) replaceElement(to target, n *node, c *content) error {
	if c.node == nil && n.style != block && n.start < n.end {
		start := len(e.buf)
		if err := e.scalar(n, c, place{column: e.tree.column(e.tree.nodes[to.parent].start) + 2}); err != nil {
			return err
		}
		return e.swap(to, int(n.start), int(n.end), start)
	}
	end, ok := e.tree.endOf(n)
	if !ok {
		return errUseNodes
	}
	start, column := len(e.buf), e.tree.column(n.start)
	if n.start == n.end {
		e.buf = append(e.buf, ' ')
		column = e.tree.column(e.tree.nodes[to.parent].start) + 2
	}
	e.before(end, func() {
		e.write(c, place{column, behindDash})
	})
	return e.swap(to, int(n.start), end, start)
}

// replaceRoot writes a map where the whole object was an empty map.
func (e *editor) replaceRoot(to target, n *node, c *content) error {
	rest := e.tree.src[n.end:lineEnd(e.tree.src, int(n.end))]
	if n.style != flow || e.json || e.tree.column(n.start) > 0 || strings.TrimSuffix(rest, "\n") != "" {
		return e.replaceFlow(to, n, c)
	}
	if rest == "" {
		return errUseNodes
	}
	start := len(e.buf)
	e.before(lineEnd(e.tree.src, int(n.end)), func() { e.write(c, place{}) })
	e.buf = e.buf[:len(e.buf)-1]
	return e.swap(to, int(n.start), int(n.end), start)
}
