// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import "strings"

// isLiteral says whether a string of several lines can stand as a block literal
// that every reader and editor keeps as it is.
func isLiteral(text string) bool {
	if !strings.Contains(text, "\n") || strings.IndexByte(" \t\n", text[0]) >= 0 {
		return false
	}
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if line != "" && strings.Trim(line, " \t") == "" {
			return false
		}
		if !isPrintable(strings.ReplaceAll(line, "\t", " ")) {
			return false
		}
	}
	return true
}

// appendLiteral writes a string as a block literal whose lines stand at the column indent.
func appendLiteral(buf []byte, text string, indent int) []byte {
	buf = append(buf, '|')
	switch {
	case !strings.HasSuffix(text, "\n"):
		buf = append(buf, '-')
	case strings.HasSuffix(text, "\n\n"):
		buf = append(buf, '+')
	}
	buf = append(buf, '\n')
	for line := range strings.Lines(text) {
		if line != "\n" {
			buf = appendSpaces(buf, indent)
		}
		buf = append(buf, line...)
	}
	if !strings.HasSuffix(text, "\n") {
		buf = append(buf, '\n')
	}
	return buf
}

const spaces = "                                                                "

func appendSpaces(buf []byte, n int) []byte {
	for n > len(spaces) {
		buf = append(buf, spaces...)
		n -= len(spaces)
	}
	return append(buf, spaces[:n]...)
}
