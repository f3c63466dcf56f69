// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import "strings"

// A segment is one document of a stream: its preamble (end mark of the document
// before it, directives, the mark --- with its comment) and its body.
type segment struct {
	start, body, end int
	// line is the line number of the body.
	line int
	// marked says that the preamble holds ---.
	marked bool
	// closed says that the preamble starts with the end mark of the document before it.
	closed bool
}

const bom = "\ufeff"

// split finds the documents of a stream. A line that starts with --- or ... is a
// mark wherever it stands: no scalar of YAML can hold it.
func split(src string) ([]segment, error) {
	var segments []segment
	current := segment{line: 1}
	pos, line := 0, 1
	if strings.HasPrefix(src, bom) {
		pos = len(bom)
		current.body = pos
	}
	for pos < len(src) {
		end := lineEnd(src, pos)
		switch text := src[pos:end]; {
		case isMark(text, "---"):
			if current.marked || !current.closed && !isPreamble(src[current.body:pos]) {
				current.end = pos
				segments = append(segments, current)
				current = segment{start: pos}
			}
			current.marked = true
			current.body, current.line = bodyStart(src, pos, end, line)
		case isMark(text, "..."):
			if err := checkEndMark(current, src[current.body:pos], line); err != nil {
				return nil, err
			}
			if !current.closed || current.marked {
				current.end = pos
				segments = append(segments, current)
				current = segment{start: pos, body: pos, line: line, closed: true}
			}
		case current.closed && !current.marked && !isSkipped(text) && text[0] != '%':
			return nil, &SyntaxError{Line: line, Column: 1, Message: "found text after the document end mark; write --- before the next document"}
		}
		pos = end
		line++
	}
	current.end = len(src)
	if current.closed && !current.marked {
		current.body = len(src)
	}
	return append(segments, current), nil
}

func checkEndMark(current segment, body string, line int) error {
	if !current.marked && !current.closed && isEmpty(body) {
		return &SyntaxError{Line: line, Column: 1, Message: "found a document end mark before any document"}
	}
	return nil
}

// lineEnd is the position after the line's break.
func lineEnd(src string, pos int) int {
	if i := strings.IndexByte(src[pos:], '\n'); i >= 0 {
		return pos + i + 1
	}
	return len(src)
}

func isMark(text, mark string) bool {
	if !strings.HasPrefix(text, mark) {
		return false
	}
	return len(text) == 3 || text[3] == ' ' || text[3] == '\t' || text[3] == '\n' || text[3] == '\r'
}

// isSkipped says whether a line is blank or a comment.
func isSkipped(line string) bool {
	rest := strings.TrimLeft(line, " ")
	return rest == "" || rest[0] == '#' || rest[0] == '\n' || rest[0] == '\r'
}

// isEmpty says whether a text holds nothing but blank lines and comments.
func isEmpty(text string) bool {
	for pos := 0; pos < len(text); {
		end := lineEnd(text, pos)
		if !isSkipped(text[pos:end]) {
			return false
		}
		pos = end
	}
	return true
}

// isPreamble says whether a text is empty or holds directives with nothing but
// comments beside them.
func isPreamble(text string) bool {
	directives := text == ""
	for pos := 0; pos < len(text); {
		end := lineEnd(text, pos)
		if text[pos] == '%' {
			directives = true
		} else if !isSkipped(text[pos:end]) {
			return false
		}
		pos = end
	}
	return directives
}

// bodyStart is where the body starts after the mark at pos: on the next line, or
// on the mark's own line where that holds more than a comment.
func bodyStart(src string, pos, end, line int) (body, bodyLine int) {
	rest := src[pos+len("---") : end]
	trimmed := strings.TrimLeft(rest, " \t")
	if isSkipped(trimmed) {
		return end, line + 1
	}
	return end - len(trimmed), line
}
