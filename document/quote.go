// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"strings"
	"unicode/utf8"
)

// appendScalar writes a string on one line: plain where every reader of YAML 1.1
// and 1.2 reads the same string, else in quotes.
func appendScalar(buf []byte, text string, inFlow bool) []byte {
	if isPlain(text, inFlow) {
		return append(buf, text...)
	}
	if strings.ContainsAny(text, `"\`) && isPrintable(text) {
		buf = append(buf, '\'')
		buf = append(buf, strings.ReplaceAll(text, "'", "''")...)
		return append(buf, '\'')
	}
	return appendDoubleQuoted(buf, text)
}

// isPlain says whether a string needs no quotes. It is conservative: a string in
// doubt is quoted.
func isPlain(text string, inFlow bool) bool {
	if text == "" || !isPlainStart(text[0]) {
		return false
	}
	for i := range len(text) {
		switch c := text[i]; {
		case c < ' ', c == 0x7f:
			return false
		case c >= utf8.RuneSelf:
			return isPlainUnicode(text, inFlow)
		case !plainEverywhere[c] && !isPlainAt(text, i, inFlow):
			return false
		}
	}
	return !isWord(text) && !isNumberLike(text)
}

// plainEverywhere are the characters of ASCII that mean nothing inside a plain scalar.
var plainEverywhere = func() (table [256]bool) {
	for c := byte('!'); c < 0x7f; c++ {
		table[c] = strings.IndexByte(",[]{}:#", c) < 0
	}
	return table
}()

func isPlainStart(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' ||
		strings.IndexByte("_/.+$(", c) >= 0 || c >= utf8.RuneSelf
}

// isPlainAt says whether a character that means something to YAML means nothing at i.
func isPlainAt(text string, i int, inFlow bool) bool {
	switch text[i] {
	case ' ':
		return i+1 < len(text) && text[i+1] != '#'
	case ':':
		return !inFlow && i+1 < len(text) && text[i+1] != ' '
	case '#':
		return text[i-1] != ' '
	}
	return !inFlow
}

func isPlainUnicode(text string, inFlow bool) bool {
	for i := range len(text) {
		if c := text[i]; c < utf8.RuneSelf && !plainEverywhere[c] && (c < ' ' || c == 0x7f || !isPlainAt(text, i, inFlow)) {
			return false
		}
	}
	return isPrintable(text) && !isWord(text)
}

// isPrintable says whether YAML lets a string stand on one line without escapes.
func isPrintable(text string) bool {
	for i, r := range text {
		switch {
		case r >= ' ' && r <= '~':
		case r == utf8.RuneError:
			if !strings.HasPrefix(text[i:], "\ufffd") {
				return false
			}
		case r < 0xa0, r == 0x2028, r == 0x2029, r == 0xfeff, r == 0xfffe, r == 0xffff:
			return false
		}
	}
	return true
}

// isWord says whether a string is a boolean or null to some reader of YAML.
func isWord(text string) bool {
	if len(text) > 5 {
		return false
	}
	switch strings.ToLower(text) {
	case "y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", ".nan", ".inf", "+.inf", "nan", "inf":
		return true
	}
	return false
}

// isNumberLike says whether a string is a number or a date to some reader of YAML:
// 1e3, 0x1f, 0o7, 0b1, 010, 1_000, 12:30:00, 2026-01-31. Addresses such as
// 10.0.0.1 and sizes such as 10Gi are not.
func isNumberLike(text string) bool {
	c := text[0]
	if (c < '0' || c > '9') && c != '.' && c != '+' {
		return false
	}
	if digitsOf(text) == 4 && len(text) > 4 && text[4] == '-' {
		return true
	}
	rest := strings.TrimLeft(text, "+-.")
	if len(rest) > 1 && rest[0] == '0' && strings.IndexByte("xXoObB", rest[1]) >= 0 {
		return true
	}
	dots := 0
	for i := range len(text) {
		switch c := text[i]; {
		case c >= '0' && c <= '9', strings.IndexByte("_:+-eE", c) >= 0:
		case c == '.':
			dots++
		default:
			return false
		}
	}
	return dots < 2 || strings.ContainsAny(text, "_:+-eE")
}

const hexDigits = "0123456789abcdef"

// appendDoubleQuoted writes a string in double quotes, as both YAML and JSON read it.
func appendDoubleQuoted(buf []byte, text string) []byte {
	buf = append(buf, '"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			buf = append(buf, '\\', byte(r))
		case r == '\n':
			buf = append(buf, '\\', 'n')
		case r == '\t':
			buf = append(buf, '\\', 't')
		case r == '\r':
			buf = append(buf, '\\', 'r')
		case r < ' ', r >= 0x7f && r < 0xa0, r == 0x2028, r == 0x2029, r == 0xfeff, r == 0xfffe, r == 0xffff:
			buf = append(buf, '\\', 'u', hexDigits[r>>12&15], hexDigits[r>>8&15], hexDigits[r>>4&15], hexDigits[r&15])
		default:
			buf = utf8.AppendRune(buf, r)
		}
	}
	return append(buf, '"')
}
