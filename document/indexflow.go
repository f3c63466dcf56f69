// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"strings"

	"vmha.dev/vmha/plan"
)

// flow indexes a map or list in flow style, which is also JSON.
func (x *indexer) flow() (int32, bool) {
	if !x.enter() {
		return 0, false
	}
	defer func() { x.depth-- }()
	if x.src[x.pos] == '{' {
		return x.flowMap()
	}
	return x.flowList()
}

func (x *indexer) flowMap() (int32, bool) {
	at := x.add(plan.Map, flow, x.pos)
	x.pos++
	last := int32(0)
	for {
		c, ok := x.skipFlow()
		if !ok {
			return 0, false
		}
		if c == '}' {
			break
		}
		k, ok := x.flowKey(c)
		if !ok {
			return 0, false
		}
		child, ok := x.flowEntry()
		if !ok || !x.name(at, child, k) {
			return 0, false
		}
		x.link(at, &last, child)
		if !x.flowComma('}') {
			return 0, false
		}
	}
	x.pos++
	x.nodes[at].end = int32(x.pos)
	return at, true
}

func (x *indexer) flowList() (int32, bool) {
	at := x.add(plan.List, flow, x.pos)
	x.pos++
	last := int32(0)
	for {
		c, ok := x.skipFlow()
		if !ok {
			return 0, false
		}
		if c == ']' {
			break
		}
		child, ok := x.flowValue(c)
		if !ok {
			return 0, false
		}
		x.link(at, &last, child)
		if !x.flowComma(']') {
			return 0, false
		}
	}
	x.pos++
	x.nodes[at].end = int32(x.pos)
	return at, true
}

// skipFlow skips blanks, line breaks and comments, and returns the next character.
func (x *indexer) skipFlow() (byte, bool) {
	for ; x.pos < len(x.src); x.pos++ {
		switch c := x.src[x.pos]; c {
		case ' ', '\t':
		case '\n':
			x.line = x.pos + 1
		case '#':
			if before := x.src[x.pos-1]; before != ' ' && before != '\n' {
				return 0, false
			}
			if x.skipLine(); x.pos == len(x.src) {
				return 0, false
			}
			x.line = x.pos + 1
		default:
			return c, true
		}
	}
	return 0, false
}

// flowComma skips the comma behind an entry; the closing bracket stays.
func (x *indexer) flowComma(closing byte) bool {
	c, ok := x.skipFlow()
	if !ok || c != ',' && c != closing {
		return false
	}
	if c == ',' {
		x.pos++
	}
	return true
}

// flowKey reads a key and its colon.
func (x *indexer) flowKey(c byte) (key, bool) {
	k := key{start: int32(x.pos)}
	if c == '"' || c == '\'' {
		var ok bool
		if k.style, ok = x.scanQuoted(c); !ok || k.style == singleLines || k.style == doubleLines {
			return k, false
		}
		k.end = int32(x.pos)
	} else {
		end, ok := x.flowPlain()
		if !ok {
			return k, false
		}
		k.end = int32(end)
		if text := x.src[k.start:k.end]; text == mergeKey || isNullWord(text) {
			return k, false
		}
	}
	x.skipSpaces()
	if x.pos == len(x.src) || x.src[x.pos] != ':' || k.style == plain && !x.endsWord(x.pos+1) {
		return k, false
	}
	x.pos++
	return k, x.pos-int(k.start) <= maxKey
}

// flowEntry indexes the value of a key.
func (x *indexer) flowEntry() (int32, bool) {
	colon := x.pos
	c, ok := x.skipFlow()
	if !ok {
		return 0, false
	}
	if c == ',' || c == '}' {
		return x.null(colon), true
	}
	return x.flowValue(c)
}

func (x *indexer) flowValue(c byte) (int32, bool) {
	switch c {
	case '{', '[':
		return x.flow()
	case '"', '\'':
		return x.quoted(c)
	}
	start := x.pos
	end, ok := x.flowPlain()
	if !ok {
		return 0, false
	}
	k := plan.Scalar
	if isNullWord(x.src[start:end]) {
		k = plan.Null
	}
	at := x.add(k, plain, start)
	x.nodes[at].end = int32(end)
	if x.pos < len(x.src) && x.src[x.pos] == '\n' {
		// A plain scalar may go on in the next line, where tabs count: that is left to the nodes.
		from := x.pos
		c, ok := x.skipFlow()
		return at, ok && (c == ',' || c == ']' || c == '}') && strings.IndexByte(x.src[from:x.pos], '\t') < 0
	}
	return at, true
}

// flowPlain reads a plain scalar of one line in flow style.
func (x *indexer) flowPlain() (end int, ok bool) {
	start := x.pos
	if c := x.src[start]; noPlainStart[c] || c == '-' && (x.endsWord(start+1) || flowStops[x.src[start+1]]) {
		return 0, false
	}
	for ; x.pos < len(x.src); x.pos++ {
		c := x.src[x.pos]
		if !flowStops[c] {
			continue
		}
		switch c {
		case '\n', ',', ']', '}':
			return x.trimSpaces(start), x.src[x.pos-1] != ':'
		case ':':
			if x.endsWord(x.pos + 1) {
				return x.trimSpaces(start), true
			}
		case '#':
			if x.src[x.pos-1] == ' ' {
				return x.trimSpaces(start), true
			}
		case '\t':
			end := x.trimSpaces(start)
			x.pos += len(x.src[x.pos:]) - len(strings.TrimLeft(x.src[x.pos:], " \t"))
			return end, x.pos < len(x.src) && strings.IndexByte("\n,]}", x.src[x.pos]) >= 0 && x.src[end-1] != ':'
		default:
			return 0, false
		}
	}
	return 0, false
}
