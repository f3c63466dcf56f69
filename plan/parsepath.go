// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"strconv"
	"strings"
)

// ParsePath reads a path as Path.String writes it. It is not ok where a text is no path, or
// where a path does not come out as it went in, because one of its values holds a bracket or a comma.
func ParsePath(text string) (path Path, ok bool) {
	rest := text
	for rest != "" {
		var step Step
		switch {
		case strings.HasPrefix(rest, `["`):
			quoted, err := strconv.QuotedPrefix(rest[1:])
			if err != nil || !strings.HasPrefix(rest[1+len(quoted):], "]") {
				return nil, false
			}
			step.Key, _ = strconv.Unquote(quoted)
			rest = rest[len(quoted)+2:]
		case rest[0] == '[':
			pairs, after, closed := strings.Cut(rest[1:], "]")
			if !closed {
				return nil, false
			}
			step.Match, rest = parsePairs(pairs), after
		default:
			rest = strings.TrimPrefix(rest, ".")
			end := strings.IndexAny(rest, ".[")
			if end < 0 {
				end = len(rest)
			}
			if end == 0 {
				return nil, false
			}
			step.Key, rest = rest[:end], rest[end:]
		}
		path = append(path, step)
	}
	return path, path.String() == text
}

// parsePairs reads the merge keys of an element, or its number.
func parsePairs(text string) []Pair {
	var pairs []Pair
	for pair := range strings.SplitSeq(text, ",") {
		key, value, found := strings.Cut(pair, "=")
		if !found {
			key, value = "", pair
		}
		pairs = append(pairs, Pair{key, value})
	}
	return pairs
}
