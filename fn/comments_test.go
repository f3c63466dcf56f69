// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// comment is a comment of a YAML text, with its line from 1.
type comment struct {
	line int
	text string
}

// comments finds the comments of a YAML text: what stands behind # outside of quotes and
// block texts. It is written apart from package document, so that one can catch the other.
func comments(text string) []comment {
	var found []comment
	s := commentScanner{block: -1}
	for i, line := range strings.Split(text, "\n") {
		if at := s.line(strings.TrimRight(line, "\r")); at >= 0 {
			found = append(found, comment{i + 1, strings.TrimSpace(line[at:])})
		}
	}
	return found
}

type commentScanner struct {
	quote rune // the quotes that are open, or 0
	block int  // the indent of the key whose block text goes on, or -1
}

var (
	blockHeader = regexp.MustCompile(`(?:^|[:\-] +(?:[!&]\S+ +)*)[|>][-+0-9]*$`)
	openers     = ":-,[{?"
)

// line goes through a line and returns where its comment starts, or -1.
func (s *commentScanner) line(line string) int {
	indent := len(line) - len(strings.TrimLeft(line, " "))
	if s.block >= 0 {
		if strings.TrimSpace(line) == "" || indent > s.block {
			return -1
		}
		s.block = -1
	}
	at := s.scan(line)
	code := strings.TrimRight(line, " \t")
	if at >= 0 {
		code = strings.TrimRight(line[:at], " \t")
	}
	if s.quote == 0 && blockHeader.MatchString(code) {
		for rest := code[indent:]; strings.HasPrefix(rest, "- "); {
			inner := strings.TrimLeft(rest[2:], " ")
			if inner[0] == '|' || inner[0] == '>' {
				break
			}
			indent += len(rest) - len(inner)
			rest = inner
		}
		s.block = indent
	}
	return at
}

func (s *commentScanner) scan(line string) int {
	previous, before := ' ', rune(0) // the character before, and the last one that is no blank
	for i, c := range line {
		switch {
		case s.quote == '"' && previous == '\\':
			c = ' ' // what is escaped does not count
		case s.quote != 0 && c == s.quote:
			s.quote = 0
		case s.quote != 0:
		case c == '#' && strings.ContainsRune(" \t", previous):
			return i
		case (c == '"' || c == '\'') && (before == 0 || strings.ContainsRune(openers, before)):
			s.quote = c
		case c == '\'' && before == '\'' && previous == '\'': // '' inside of quotes
			s.quote = c
		}
		previous = c
		if c != ' ' && c != '\t' {
			before = c
		}
	}
	return -1
}

// lostComments are the comments of before that after does not have as often.
func lostComments(before, after string) []comment {
	left := comments(after)
	var lost []comment
	for _, c := range comments(before) {
		at := slices.IndexFunc(left, func(other comment) bool { return other.text == c.text })
		if at < 0 {
			lost = append(lost, c)
			continue
		}
		left = slices.Delete(left, at, at+1)
	}
	return lost
}

func TestComments(t *testing.T) {
	for text, want := range map[string][]string{
		"# a\nb: c # d\n":                                 {"# a", "# d"},
		"a: 'it''s # none' # it's one\n":                  {"# it's one"},
		"a: \"x \\\" # none\" # one\n":                    {"# one"},
		"a: b#c\nd: e #f\n":                               {"#f"},
		"a: |\n  # none\n\n  # none\nb: 1 # one\n":        {"# one"},
		"- a: |-\n    # none\n  b: 1 # one\n":             {"# one"},
		"- |\n # none\n- b # one\n":                       {"# one"},
		"a: >2+ # one\n    # none\n# two\nb: 1\n":         {"# one", "# two"},
		"a: \"first # none\n  second\" # one\n":           {"# one"},
		"a: {b: 'c', d: \"#e\"} # \"quoted\"\n":           {"# \"quoted\""},
		"a: it's # one\nb: x # two\n":                     {"# one", "# two"},
		"a:\r\n  b: c # one\r\n# two\r\n":                 {"# one", "# two"},
		"{\"a\": \"# none\", \"b\": [1, 2]}\n":            {},
		"a: x|\n  # one\n":                                {"# one"},
		"a: ''\n# one\n":                                  {"# one"},
		"a: [x, 'y', # one\n  \"z # none\" # two\n]\n":    {"# one", "# two"},
		"a: !!str |\n  # none\nb: &x |\n  # none\n#one\n": {"#one"},
	} {
		got := []string{}
		for _, c := range comments(text) {
			got = append(got, c.text)
		}
		require.Equal(t, want, got, text)
	}
	require.Equal(t, []comment{{2, "# b"}}, lostComments("a: 1 # b\nc: 2 # b\n", "a: 1 # b\nc: 2\n")[:1])
}
