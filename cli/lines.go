// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"bytes"
	"strings"

	"vmha.dev/vmha/report/findings"
)

// lineReader holds the lines of the files that findings are about.
type lineReader map[*file][][]byte

func (l lineReader) lines(f *file) [][]byte {
	if l[f] == nil {
		l[f] = bytes.Split(f.text, []byte("\n"))
	}
	return l[f]
}

// locate brings a place to the key that holds the map or list that begins there, and
// takes its line. The key stands on that line or before it, less indented.
func (l lineReader) locate(p *findings.Place, f *file, key string) {
	lines := l.lines(f)
	if p.Line < 1 || p.Line > len(lines) {
		return
	}
	for at := p.Line; key != "" && at > 0 && at > p.Line-20; at-- {
		if column := columnOf(string(lines[at-1]), key); column > 0 && (column < p.Column || at < p.Line && column == p.Column) {
			p.Line, p.Column = at, column
			break
		}
	}
	p.Text = strings.TrimRight(string(lines[p.Line-1]), "\r")
}

// columnOf is where a key begins in a line, from 1; zero if it does not.
func columnOf(line, key string) int {
	text := strings.TrimLeft(line, " ")
	for strings.HasPrefix(text, "- ") {
		text = strings.TrimLeft(text[2:], " ")
	}
	for _, spelling := range []string{key, "'" + key + "'", "\"" + key + "\""} {
		if strings.HasPrefix(text, spelling+":") {
			return len(line) - len(text) + 1
		}
	}
	return 0
}

// lineOf is a line of a text, from 1; empty where there is none.
func lineOf(text []byte, number int) string {
	lines := bytes.Split(text, []byte("\n"))
	if number < 1 || number > len(lines) {
		return ""
	}
	return strings.TrimRight(string(lines[number-1]), "\r")
}
