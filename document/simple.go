// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"strings"
	"unicode/utf8"
)

// isSimple says whether a text holds only characters that the index takes: no
// control characters, no line breaks but LF.
func isSimple(text string) bool {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	i := 0
	for ; i+8 <= len(text); i += 8 {
		w := uint64(text[i]) | uint64(text[i+1])<<8 | uint64(text[i+2])<<16 | uint64(text[i+3])<<24 |
			uint64(text[i+4])<<32 | uint64(text[i+5])<<40 | uint64(text[i+6])<<48 | uint64(text[i+7])<<56
		// The top bit of a byte ends up set where it is below a space or above ~.
		if ((w-ones*' ')|(w+ones))&tops == 0 {
			continue
		}
		for j := i; j < i+8; j++ {
			if c := text[j]; c < ' ' && c != '\n' && c != '\t' || c >= 0x7f {
				return isSimpleUnicode(text)
			}
		}
	}
	return isSimpleUnicode(text[i:])
}

// isSimpleUnicode checks a text character by character.
func isSimpleUnicode(text string) bool {
	for i, r := range text {
		switch {
		case r >= ' ' && r < 0x7f, r == '\n', r == '\t':
		case r < 0xa0, r == 0x2028, r == 0x2029, r == 0xfeff, r == 0xfffe, r == 0xffff:
			return false
		case r == utf8.RuneError && !strings.HasPrefix(text[i:], "\ufffd"):
			return false
		}
	}
	return true
}

// unixLines turns CR LF into LF. It is not ok where a CR stands elsewhere, or where
// only some lines end in CR LF.
func unixLines(text string) (unix string, ok bool) {
	breaks := strings.Count(text, "\n")
	pairs := strings.Count(text, "\r\n")
	if pairs != strings.Count(text, "\r") || pairs != breaks {
		return text, false
	}
	return strings.ReplaceAll(text, "\r\n", "\n"), true
}
