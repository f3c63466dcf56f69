// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import "vmha.dev/vmha/plan"

// Characters that may end a plain scalar, in block and in flow style.
var (
	plainStops = charSet("\n:#\t")
	flowStops  = charSet("\n:#\t,[]{}?")
	// noPlainStart may not start a plain scalar; - is checked apart.
	noPlainStart = charSet("?:,[]{}#&*!|>'\"%@` \n\t")
	quoteStops   = charSet("\n'")
	doubleStops  = charSet("\n\"\\")
)

func charSet(chars string) (set [256]bool) {
	for i := range len(chars) {
		set[chars[i]] = true
	}
	return set
}

// scanPlain reads a plain scalar up to the end of its line, to a comment or to a
// colon that makes it a key. It returns where the text ends, without spaces.
func (x *indexer) scanPlain() (end int, ok bool) {
	if noPlainStart[x.src[x.pos]] {
		return 0, false
	}
	return x.scanPlainLine()
}

// scanPlainLine reads a line of a plain scalar.
func (x *indexer) scanPlainLine() (end int, ok bool) {
	start := x.pos
	for ; x.pos < len(x.src); x.pos++ {
		c := x.src[x.pos]
		if !plainStops[c] {
			continue
		}
		switch {
		case c == '\n':
			return x.trimSpaces(start), true
		case c == ':' && x.endsWord(x.pos+1):
			return x.trimSpaces(start), true
		case c == '#' && x.pos > start && x.src[x.pos-1] == ' ':
			return x.trimSpaces(start), true
		case c == '\t':
			return 0, false
		}
	}
	return x.trimSpaces(start), true
}

func (x *indexer) trimSpaces(start int) int {
	end := x.pos
	for end > start && x.src[end-1] == ' ' {
		end--
	}
	return end
}

// plainLines indexes a plain scalar of one or more lines in block style, inside a
// collection at the column parent.
func (x *indexer) plainLines(parent int) (int32, bool) {
	start := x.pos
	end, ok := x.scanPlain()
	if !ok {
		return 0, false
	}
	s := plain
	for x.pos >= len(x.src) || x.src[x.pos] == '\n' {
		if !x.seekContinuation(parent) {
			break
		}
		s = plainFolded
		if end, ok = x.scanPlainLine(); !ok {
			return 0, false
		}
	}
	if x.pos < len(x.src) && x.src[x.pos] == ':' {
		return 0, false
	}
	k := plan.Scalar
	if s == plain && isNullWord(x.src[start:end]) {
		k = plan.Null
	}
	at := x.add(k, s, start)
	x.nodes[at].end = int32(end)
	return at, x.seek()
}

// seekContinuation moves to the next line if a plain scalar goes on there.
func (x *indexer) seekContinuation(parent int) bool {
	pos, line := x.pos, x.line
	for pos < len(x.src) {
		switch x.src[pos] {
		case ' ':
			pos++
			continue
		case '\n':
			pos++
			line = pos
			continue
		}
		if pos-line <= parent || x.src[pos] == '#' {
			return false
		}
		x.pos, x.line = pos, line
		return true
	}
	return false
}

// quoted indexes a quoted scalar.
func (x *indexer) quoted(quote byte) (int32, bool) {
	start := x.pos
	s, ok := x.scanQuoted(quote)
	if !ok {
		return 0, false
	}
	at := x.add(plan.Scalar, s, start)
	x.nodes[at].end = int32(x.pos)
	return at, true
}

// scanQuoted reads a quoted scalar and says how it must be decoded.
func (x *indexer) scanQuoted(quote byte) (style, bool) {
	x.pos++
	if quote == '\'' {
		return x.scanSingle()
	}
	s := doubleQuoted
	for ; x.pos < len(x.src); x.pos++ {
		c := x.src[x.pos]
		if !doubleStops[c] {
			continue
		}
		switch c {
		case '"':
			x.pos++
			return s, true
		case '\n':
			s = doubleLines
			x.line = x.pos + 1
		default:
			n, broken := escapeLength(x.src[x.pos:])
			if n == 0 {
				return s, false
			}
			if broken {
				s = doubleLines
				x.line = x.pos + n
			} else if s == doubleQuoted {
				s = doubleEscaped
			}
			x.pos += n - 1
		}
	}
	return s, false
}

func (x *indexer) scanSingle() (style, bool) {
	s := singleQuoted
	for ; x.pos < len(x.src); x.pos++ {
		c := x.src[x.pos]
		if !quoteStops[c] {
			continue
		}
		if c == '\n' {
			s = singleLines
			x.line = x.pos + 1
			continue
		}
		if x.pos+1 >= len(x.src) || x.src[x.pos+1] != '\'' {
			x.pos++
			return s, true
		}
		if s == singleQuoted {
			s = singleEscaped
		}
		x.pos++
	}
	return s, false
}
