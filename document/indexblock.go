// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"strings"

	"vmha.dev/vmha/plan"
)

// blockScalar indexes a literal or folded scalar inside a collection at the column
// parent. The node ends before the break of its last line; its count is the column
// of its text.
func (x *indexer) blockScalar(parent int, mark byte) (int32, bool) {
	s := literal
	if mark == '>' {
		s = folded
	}
	at := x.add(plan.Scalar, s, x.pos)
	explicit, ok := x.scanHeader()
	if !ok {
		return 0, false
	}
	header := x.src[x.nodes[at].start:x.pos]
	end := x.pos
	if x.pos < len(x.src) {
		x.pos++
	}
	var indent int
	if explicit > 0 {
		indent = max(parent, 0) + explicit
	} else if indent, ok = x.findIndent(parent); !ok {
		return 0, false
	}
	end, ok = x.scanLines(indent, isKept(header), end)
	x.nodes[at].end, x.nodes[at].count = int32(end), int32(indent)
	return at, ok && x.seek()
}

// isKept says whether the header of a block scalar keeps its last empty lines.
func isKept(header string) bool {
	return len(header) > 1 && (header[1] == '+' || len(header) > 2 && header[2] == '+' && header[1] != '-')
}

// scanHeader reads the header of a block scalar to its line break and returns the
// indentation that it names, or 0.
func (x *indexer) scanHeader() (indent int, ok bool) {
	x.pos++
	chomped := false
	for ; x.pos < len(x.src); x.pos++ {
		c := x.src[x.pos]
		switch {
		case (c == '+' || c == '-') && !chomped:
			chomped = true
			continue
		case c >= '1' && c <= '9' && indent == 0:
			indent = int(c - '0')
			continue
		}
		break
	}
	from := x.pos
	x.skipSpaces()
	if x.pos < len(x.src) && x.src[x.pos] == '#' && x.pos > from {
		x.skipLine()
	}
	return indent, x.pos == len(x.src) || x.src[x.pos] == '\n'
}

// findIndent is the column of the first line of a block scalar that is not empty.
// It gives up where an empty line before it holds more spaces.
func (x *indexer) findIndent(parent int) (int, bool) {
	least := max(parent+1, 1)
	widest := 0
	for pos := x.pos; pos < len(x.src); {
		end := pos
		for end < len(x.src) && x.src[end] == ' ' {
			end++
		}
		column := end - pos
		if end == len(x.src) || x.src[end] == '\n' {
			widest = max(widest, column)
			pos = end + 1
			continue
		}
		if x.src[end] == '\t' || column < widest {
			return 0, false
		}
		return max(column, least), true
	}
	return max(widest, least), true
}

// scanLines moves behind the lines of a block scalar and returns where the last of
// them ends.
func (x *indexer) scanLines(indent int, keep bool, end int) (int, bool) {
	for x.pos < len(x.src) {
		pos := x.pos
		for pos < len(x.src) && pos-x.pos < indent && x.src[pos] == ' ' {
			pos++
		}
		if pos == len(x.src) || x.src[pos] == '\n' {
			if keep && pos < len(x.src) {
				end = pos
			}
			x.pos = min(pos+1, len(x.src))
			continue
		}
		if pos-x.pos < indent {
			x.line = x.pos
			return end, x.src[pos] != '\t'
		}
		next := strings.IndexByte(x.src[pos:], '\n')
		if next < 0 {
			x.pos = len(x.src)
			return x.pos, true
		}
		end = pos + next
		x.pos = end + 1
	}
	x.line = x.pos
	return end, true
}
