// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import "vmha.dev/vmha/plan"

// A key of a map in the text; found is false where a text is no key.
type key struct {
	start, end int32
	style      style
	found      bool
}

// maxScan is the number of keys up to which each is compared with all before it.
const maxScan = 16

// mapping indexes a map whose keys stand at the column col. The first key was read.
func (x *indexer) mapping(col, start int, k key) (int32, bool) {
	at := x.add(plan.Map, block, start)
	last := int32(0)
	for {
		child, ok := x.value(col)
		if !ok || !x.name(at, child, k) {
			return 0, false
		}
		x.link(at, &last, child)
		if x.col < col {
			return at, true
		}
		if x.col > col || x.isDash() {
			return 0, false
		}
		if k, ok = x.key(); !ok || !k.found {
			return 0, false
		}
	}
}

// value indexes what follows the colon of a key at the column col.
func (x *indexer) value(col int) (int32, bool) {
	colon := x.pos
	x.skipSpaces()
	if x.pos < len(x.src) && x.src[x.pos] != '\n' && x.src[x.pos] != '#' {
		if x.isDash() {
			return 0, false
		}
		if !x.enter() {
			return 0, false
		}
		at, ok := x.inline(col)
		x.depth--
		return at, ok
	}
	if !x.seek() {
		return 0, false
	}
	switch {
	case x.col > col:
		return x.block(col)
	case x.col == col && x.isDash():
		if !x.enter() {
			return 0, false
		}
		at, ok := x.sequence(col)
		x.depth--
		return at, ok
	}
	return x.null(colon), true
}

// key reads a key and its colon. It gives up at what is an error or no simple key;
// a scalar without a colon is not found, and pos is anywhere then.
func (x *indexer) key() (key, bool) {
	k := key{start: int32(x.pos)}
	switch c := x.src[x.pos]; c {
	case '"', '\'':
		var ok bool
		if k.style, ok = x.scanQuoted(c); !ok {
			return k, false
		}
		if k.style == singleLines || k.style == doubleLines {
			return k, true
		}
		k.end = int32(x.pos)
		x.skipSpaces()
	default:
		end, ok := x.scanPlain()
		if !ok {
			return k, false
		}
		k.end = int32(end)
		if x.src[k.start:k.end] == mergeKey {
			return k, false
		}
	}
	if x.pos < len(x.src) && x.src[x.pos] == ':' && x.endsWord(x.pos+1) {
		k.found = true
		x.pos++
		return k, x.pos-int(k.start) <= maxKey && (x.pos == len(x.src) || x.src[x.pos] != '\t') && !x.isNullKey(k)
	}
	return k, true
}

// isNullKey says whether a key is a null, which kubectl refuses.
func (x *indexer) isNullKey(k key) bool {
	return k.style == plain && isNullWord(x.src[k.start:k.end])
}

// name gives a child its key, and gives up where the map has that key already.
func (x *indexer) name(parent, child int32, k key) bool {
	c := &x.nodes[child]
	c.keyStart, c.keyLen, c.keyStyle = k.start, uint16(k.end-k.start), k.style
	text := x.src[k.start:k.end]
	if k.style != plain {
		text = c.keyText()
	}
	c.keyHash = hashKey(text)
	count := x.nodes[parent].count
	if count == 0 {
		return true
	}
	if count >= maxScan {
		return x.nameMany(parent, child)
	}
	for i := x.nodes[parent].first; i != 0; i = x.nodes[i].next {
		if x.nodes[i].keyHash == c.keyHash && x.nodes[i].hasKey(text) {
			return false
		}
	}
	return true
}

// nameMany checks the key of a map with many of them. Keys that were seen are
// known by the map and their text.
func (x *indexer) nameMany(parent, child int32) bool {
	if x.seen == nil {
		x.seen = map[seenKey]struct{}{}
	}
	if x.nodes[parent].count == maxScan {
		for i := x.nodes[parent].first; i != 0; i = x.nodes[i].next {
			x.seen[seenKey{parent, x.nodes[i].keyText()}] = struct{}{}
		}
	}
	k := seenKey{parent, x.nodes[child].keyText()}
	if _, twice := x.seen[k]; twice {
		return false
	}
	x.seen[k] = struct{}{}
	return true
}

// A seenKey is a key of the map with this index.
type seenKey struct {
	parent int32
	text   string
}
