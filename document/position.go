// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"strings"
	"unicode/utf8"
)

// Position is where the value starts in the text that the object was read from.
func (n *node) Position() (line, column int) {
	t := n.tree
	if t.line == 0 {
		return 0, 0
	}
	if t.marks != nil {
		m := t.marks[n.end]
		return int(m.line), int(m.column)
	}
	return t.positionAt(int(n.start))
}

// positionAt is the line and column of an offset in src.
func (t *tree) positionAt(at int) (line, column int) {
	start := strings.LastIndexByte(t.src[:at], '\n') + 1
	column = utf8.RuneCountInString(t.src[start:at]) + 1
	if start == 0 {
		column += t.base
	}
	return t.line + strings.Count(t.src[:at], "\n"), column
}

// column is the column of an offset in src, from 0, in bytes.
func (t *tree) column(at int32) int {
	start := strings.LastIndexByte(t.src[:at], '\n') + 1
	column := int(at) - start
	if start == 0 {
		column += t.base
	}
	return column
}
