// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"strings"

	"vmha.dev/vmha/plan"
)

// A frame is a document that holds objects as its items: a ResourceList, or a list.
// It is read in one pass that indexes each item on its own.
type frame struct {
	text string
	// key leads to the items.
	key string
	// root holds the entries of the frame; items is a null there where they stand in a block.
	root *node
	// colon is the offset behind the colon of items.
	colon int
	spans []span
	items []*Object // one for each span
}

// A span is where an item stands in the frame.
type span struct {
	from int // with the comments above it
	dash int // the line of its dash, or the item in flow style
	text int
	end  int
}

// readFrame reads a document in block style with a key such as items. It gives up at what
// the index does not take outside of the items, and at items that do not stand for themselves.
func readFrame(text string, line int, key string) (*frame, bool) {
	if !isSimple(text) {
		return nil, false
	}
	f := &frame{text: text, key: key}
	x := indexers.Get().(*indexer)
	defer indexers.Put(x)
	x.reset(&tree{src: text, line: line})
	if !x.seek() || x.col != 0 {
		return nil, false
	}
	start := x.pos
	x.add(plan.Map, block, start)
	last := int32(0)
	for x.col == 0 {
		k, ok := x.key()
		if !ok || !k.found {
			return nil, false
		}
		child, ok := f.entry(x, k, line)
		if !ok || !x.name(0, child, k) {
			return nil, false
		}
		x.link(0, &last, child)
	}
	if x.col != atEnd {
		return nil, false
	}
	x.tree.nodes = append([]node(nil), x.nodes...)
	f.root = x.tree.root()
	return f, true
}

// entry reads the value of a key of the frame.
func (f *frame) entry(x *indexer, k key, line int) (int32, bool) {
	if x.src[k.start:k.end] != f.key {
		return x.value(0)
	}
	colon, startOfLine := x.pos, x.line
	if !x.finish() {
		x.pos, x.line = colon, startOfLine
		return x.value(0)
	}
	if x.col < 0 || !x.isDash() {
		x.pos, x.line = colon, startOfLine
		return x.value(0)
	}
	f.colon = colon
	return x.null(colon), f.block(x, line)
}

// block reads the items of a list in block style.
func (f *frame) block(x *indexer, line int) bool {
	column := x.col
	y := indexers.Get().(*indexer)
	defer indexers.Put(y)
	from := lineEnd(f.text, f.colon) // The comments above the first item are its own.
	line += strings.Count(f.text[:from], "\n")
	for x.col == column && x.isDash() {
		s := span{from: from, dash: x.line}
		line += strings.Count(f.text[from:x.line], "\n")
		x.pos++
		x.skipSpaces()
		s.text = x.pos
		at := source{line: line, base: x.pos - x.line, parent: column}
		next, ok := f.item(y, &s, at)
		if !ok {
			return false
		}
		line += strings.Count(f.text[s.dash:s.end], "\n")
		from = s.end
		x.pos = next
		x.line = lineStart(f.text, next)
		if x.col = next - x.line; next == len(f.text) {
			x.col = atEnd
		}
	}
	return x.col < column || x.col == column && column == 0
}

// item reads the item behind a dash and returns where the next content starts.
func (f *frame) item(y *indexer, s *span, at source) (next int, ok bool) {
	t := &tree{src: f.text[s.text:], line: at.line, base: at.base}
	y.reset(t)
	if y.seek() && y.col > at.parent {
		if _, ok = y.block(at.parent); ok && y.col <= at.parent {
			next = s.text + y.pos
			if y.col == atEnd {
				next = len(f.text)
			}
			t.nodes = append(make([]node, 0, len(y.nodes)), y.nodes...)
			end, _ := t.endOf(t.root())
			s.end = f.tail(s.text+end, next, at.parent)
			t.src = f.text[s.text:s.end]
			f.add(s, &Object{tree: t, parent: at.parent})
			return next, true
		}
	}
	next = f.nextContent(lineEnd(f.text, s.text), at.parent)
	s.end = f.tail(f.lastContent(s.text, next), next, at.parent)
	at.noIndex = true
	o, err := open(f.text[s.text:s.end], at)
	if err != nil {
		return 0, false
	}
	f.add(s, o)
	return next, true
}

func (f *frame) add(s *span, o *Object) {
	o.lead = f.text[s.from:s.dash]
	f.spans = append(f.spans, *s)
	f.items = append(f.items, o)
}

// nextContent is the first line behind an offset with content at a column or before it.
func (f *frame) nextContent(at, column int) int {
	for at < len(f.text) {
		end := lineEnd(f.text, at)
		content := at + len(f.text[at:end]) - len(strings.TrimLeft(f.text[at:end], " "))
		if !isSkipped(f.text[at:end]) && content-at <= column {
			return content
		}
		at = end
	}
	return at
}

// lastContent is the end of the last line before an offset that is not empty or a comment.
func (f *frame) lastContent(from, next int) int {
	end := lineEnd(f.text, from)
	for at := end; at < lineStart(f.text, next); at = lineEnd(f.text, at) {
		if !isSkipped(f.text[at:lineEnd(f.text, at)]) {
			end = lineEnd(f.text, at)
		}
	}
	return end
}

// tail is where an item ends: behind the comments below it that stand deeper than
// its dash. Other comments belong to what follows.
func (f *frame) tail(at, next, column int) int {
	end := at
	for at < next && at < len(f.text) {
		line := f.text[at:lineEnd(f.text, at)]
		content := strings.TrimLeft(line, " ")
		if content != "" && content[0] == '#' {
			if len(line)-len(content) <= column {
				return end
			}
		} else if content != "" && content[0] != '\n' {
			return end
		}
		at = lineEnd(f.text, at)
		end = at
	}
	return end
}
