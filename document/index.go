// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"strings"
	"sync"

	"vmha.dev/vmha/plan"
)

// An indexer makes a tree from text in one pass, without a copy of any value. It
// knows the part of YAML that people and tools write; at anything else (anchors,
// tags, complex keys, odd line breaks, and all that is an error) it gives up, and
// the nodes of go.yaml.in/yaml/v3 take over. What it does accept, it must read as
// go.yaml.in/yaml/v3 does: the fuzz targets compare the two.
//
// Its methods answer false where they give up. Methods for values in block style
// leave pos at the next content, with its column in col.
type indexer struct {
	src   string
	tree  *tree
	nodes []node
	pos   int
	line  int // where the current line starts
	col   int // column of the content at pos; atEnd behind the last content
	depth int
	seen  map[seenKey]struct{} // keys of maps with many of them
}

const atEnd = -1

// indexers keeps the slabs of indexers for the next object.
var indexers = sync.Pool{New: func() any { return new(indexer) }}

// indexTree indexes an object. Its first line starts at the column base of its
// frame, below a dash at the column parent; a document has base 0 and parent -1.
func indexTree(src string, base, parent int) (*tree, bool) {
	x := indexers.Get().(*indexer)
	defer indexers.Put(x)
	t := &tree{src: src, base: base}
	x.reset(t)
	if !isSimple(src) || !x.seek() || x.col <= parent {
		return nil, false
	}
	if _, ok := x.block(parent); !ok || x.col != atEnd {
		return nil, false
	}
	t.nodes = append(make([]node, 0, len(x.nodes)), x.nodes...)
	return t, true
}

func (x *indexer) reset(t *tree) {
	x.src, x.tree, x.nodes = t.src, t, x.nodes[:0]
	x.pos, x.line, x.col, x.depth = 0, -t.base, 0, 0
	clear(x.seen)
}

// add adds a node and returns its index.
func (x *indexer) add(k plan.Kind, s style, start int) int32 {
	x.nodes = append(x.nodes, node{tree: x.tree, kind: kind(k), style: s, start: int32(start)})
	return int32(len(x.nodes) - 1)
}

// seek skips blank lines and comments. It gives up at tabs in the indentation.
func (x *indexer) seek() bool {
	for x.pos < len(x.src) {
		switch x.src[x.pos] {
		case ' ':
			x.pos++
		case '\n':
			x.pos++
			x.line = x.pos
		case '#':
			x.skipLine()
		case '\t':
			return false
		default:
			x.col = x.pos - x.line
			return true
		}
	}
	x.col = atEnd
	return true
}

// skipLine moves to the line break or the end.
func (x *indexer) skipLine() {
	if i := strings.IndexByte(x.src[x.pos:], '\n'); i >= 0 {
		x.pos += i
	} else {
		x.pos = len(x.src)
	}
}

// skipSpaces moves to the next character of the line that is not a space.
func (x *indexer) skipSpaces() {
	for x.pos < len(x.src) && x.src[x.pos] == ' ' {
		x.pos++
	}
}

// finish takes what may follow a value on its line, and seeks the next content.
func (x *indexer) finish() bool {
	from := x.pos
	x.skipSpaces()
	if x.pos < len(x.src) && x.src[x.pos] != '\n' && (x.src[x.pos] != '#' || x.pos == from) {
		return false
	}
	return x.seek()
}

// endsWord says whether a blank, a line break or the end stands at i.
func (x *indexer) endsWord(i int) bool {
	return i >= len(x.src) || x.src[i] == ' ' || x.src[i] == '\n' || x.src[i] == '\t'
}

func (x *indexer) isDash() bool {
	return x.src[x.pos] == '-' && x.endsWord(x.pos+1)
}

// enter counts the levels.
func (x *indexer) enter() bool {
	x.depth++
	return x.depth <= maxDepth
}

// block indexes the value at pos, which starts a line or stands behind a dash,
// inside a collection at the column parent.
func (x *indexer) block(parent int) (int32, bool) {
	if !x.enter() {
		return 0, false
	}
	defer func() { x.depth-- }()
	if x.isDash() {
		return x.sequence(x.col)
	}
	start, col := x.pos, x.col
	if c := x.src[x.pos]; c == '{' || c == '[' || c == '|' || c == '>' {
		return x.inline(parent)
	}
	key, ok := x.key()
	if ok && key.found {
		return x.mapping(col, start, key)
	}
	x.pos = start
	if !ok {
		return 0, false
	}
	return x.inline(parent)
}

// inline indexes a scalar or a flow collection, which ends its line.
func (x *indexer) inline(parent int) (int32, bool) {
	var at int32
	var ok bool
	switch c := x.src[x.pos]; c {
	case '|', '>':
		return x.blockScalar(parent, c)
	case '{', '[':
		at, ok = x.flow()
	case '"', '\'':
		at, ok = x.quoted(c)
	default:
		return x.plainLines(parent)
	}
	return at, ok && x.finish()
}

// sequence indexes a list whose dashes stand at the column col.
func (x *indexer) sequence(col int) (int32, bool) {
	at := x.add(plan.List, block, x.pos)
	last := int32(0)
	for {
		child, ok := x.element(col)
		if !ok {
			return 0, false
		}
		x.link(at, &last, child)
		if x.col > col {
			return 0, false
		}
		if x.col < col || !x.isDash() {
			return at, true
		}
	}
}

// element indexes what follows a dash at the column col.
func (x *indexer) element(col int) (int32, bool) {
	x.pos++
	dash := x.pos
	x.skipSpaces()
	if x.pos < len(x.src) && x.src[x.pos] != '\n' && x.src[x.pos] != '#' {
		if x.src[x.pos] == '\t' {
			return 0, false
		}
		x.col = x.pos - x.line
		return x.block(col)
	}
	if !x.seek() {
		return 0, false
	}
	if x.col > col {
		return x.block(col)
	}
	return x.null(dash), true
}

// null adds a value that is not there, behind its colon or dash.
func (x *indexer) null(at int) int32 {
	null := x.add(plan.Null, plain, at)
	x.nodes[null].end = int32(at)
	return null
}

// link adds a child behind the last one.
func (x *indexer) link(parent int32, last *int32, child int32) {
	p := &x.nodes[parent]
	if *last == 0 {
		p.first = child
	} else {
		x.nodes[*last].next = child
	}
	*last = child
	p.count++
	p.end = x.nodes[child].end
}
