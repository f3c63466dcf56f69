// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"strings"
	"unicode/utf8"
)

// decode is the text of a scalar or key. Most are a piece of src.
func (t *tree) decode(n *node, s style, start, end int32) string {
	switch s {
	case decoded, decodedPlain:
		return t.texts[start]
	case singleQuoted, doubleQuoted:
		return t.src[start+1 : end-1]
	case singleEscaped:
		return strings.ReplaceAll(t.src[start+1:end-1], "''", "'")
	case singleLines:
		return unquoteLines(t.src[start+1:end-1], true)
	case doubleEscaped, doubleLines:
		return unquoteLines(t.src[start+1:end-1], false)
	case plainFolded:
		return foldLines(t.src[start:end])
	case literal, folded:
		return t.decodeBlock(n)
	}
	return t.src[start:end]
}

// foldLines joins the lines of a plain scalar: one break is a space, further ones stay.
func foldLines(text string) string {
	var b strings.Builder
	breaks := 0
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.Trim(line, " ")
		if line == "" {
			breaks++
			continue
		}
		writeBreaks(&b, breaks)
		b.WriteString(line)
		breaks = 1
	}
	return b.String()
}

func writeBreaks(b *strings.Builder, breaks int) {
	if breaks == 1 {
		b.WriteByte(' ')
	}
	for ; breaks > 1; breaks-- {
		b.WriteByte('\n')
	}
}

// unquoteLines decodes what stands between quotes.
func unquoteLines(text string, single bool) string {
	var b strings.Builder
	b.Grow(len(text))
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case c == ' ' || c == '\t' || c == '\n':
			n := blankLength(text[i:])
			writeBlanks(&b, text[i:i+n], false)
			i += n
		case single && c == '\'':
			b.WriteByte('\'')
			i += 2
		case !single && c == '\\':
			n, broken := escapeLength(text[i:])
			if broken {
				blanks := blankLength(text[i+n:])
				writeBlanks(&b, text[i+n:i+n+blanks], true)
				n += blanks
			} else {
				writeEscape(&b, text[i:i+n])
			}
			i += n
		default:
			b.WriteByte(c)
			i++
		}
	}
	return b.String()
}

func blankLength(text string) int {
	return len(text) - len(strings.TrimLeft(text, " \t\n"))
}

// writeBlanks writes blanks and line breaks between words of a quoted scalar: a
// break folds away the blanks around it. After an escaped break, only further breaks count.
func writeBlanks(b *strings.Builder, blanks string, escaped bool) {
	breaks := strings.Count(blanks, "\n")
	switch {
	case escaped:
		for range breaks {
			b.WriteByte('\n')
		}
	case breaks == 0:
		b.WriteString(blanks)
	default:
		writeBreaks(b, breaks)
	}
}

// escapeLength is the length of the escape at the start of a text, 0 where it is
// none; broken says that it is an escaped line break.
func escapeLength(text string) (n int, broken bool) {
	if len(text) < 2 {
		return 0, false
	}
	var digits int
	switch text[1] {
	case '\n':
		return 2, true
	case '0', 'a', 'b', 't', '\t', 'n', 'v', 'f', 'r', 'e', ' ', '"', '\'', '\\', 'N', '_', 'L', 'P':
		return 2, false
	case 'x':
		digits = 2
	case 'u':
		digits = 4
	case 'U':
		digits = 8
	default:
		return 0, false
	}
	if len(text) < 2+digits {
		return 0, false
	}
	if r, ok := hexRune(text[2 : 2+digits]); !ok || r > utf8.MaxRune || r >= 0xd800 && r <= 0xdfff {
		return 0, false
	}
	return 2 + digits, false
}

func hexRune(digits string) (rune, bool) {
	r := uint32(0)
	for i := range len(digits) {
		at := strings.IndexByte("0123456789abcdef", digits[i]|0x20)
		if at < 0 || digits[i] < '0' || r > utf8.MaxRune {
			return 0, false
		}
		r = r<<4 | uint32(at)
	}
	return rune(r), true
}

// escapes are the characters that the letters of simple escapes stand for.
var escapes = map[byte]string{
	'0': "\x00", 'a': "\a", 'b': "\b", 't': "\t", '\t': "\t", 'n': "\n", 'v': "\v", 'f': "\f", 'r': "\r",
	'e': "\x1b", ' ': " ", '"': "\"", '\'': "'", '\\': "\\", 'N': "\u0085", '_': "\u00a0", 'L': "\u2028", 'P': "\u2029",
}

func writeEscape(b *strings.Builder, escape string) {
	if len(escape) == 2 {
		b.WriteString(escapes[escape[1]])
		return
	}
	r, _ := hexRune(escape[2:])
	b.WriteRune(r)
}

// decodeBlock decodes a literal or folded scalar, as scan_block_scalar of
// go.yaml.in/yaml/v3 (scannerc.go) does.
func (t *tree) decodeBlock(n *node) string {
	end := min(int(n.end)+1, len(t.src))
	header, text, _ := strings.Cut(t.src[n.start:end], "\n")
	var b strings.Builder
	b.Grow(len(text))
	breaks, broken, blank := 0, false, false
	for line := range strings.Lines(text) {
		content, hasBreak := strings.CutSuffix(line, "\n")
		content = cutIndent(content, int(n.count))
		if content == "" {
			if hasBreak {
				breaks++
			}
			continue
		}
		startsBlank := content[0] == ' ' || content[0] == '\t'
		switch {
		case n.style == folded && broken && !blank && !startsBlank:
			if breaks == 0 {
				b.WriteByte(' ')
			}
		case broken:
			b.WriteByte('\n')
		}
		b.WriteString(strings.Repeat("\n", breaks))
		b.WriteString(content)
		breaks, broken, blank = 0, hasBreak, startsBlank
	}
	if keep := isKept(header); keep || !isStripped(header) {
		if broken {
			b.WriteByte('\n')
		}
		if keep {
			b.WriteString(strings.Repeat("\n", breaks))
		}
	}
	return b.String()
}

func isStripped(header string) bool {
	return len(header) > 1 && (header[1] == '-' || len(header) > 2 && header[2] == '-' && header[1] != '+')
}

// cutIndent takes up to n spaces from the start of a line.
func cutIndent(line string, n int) string {
	i := 0
	for i < len(line) && i < n && line[i] == ' ' {
		i++
	}
	return line[i:]
}
