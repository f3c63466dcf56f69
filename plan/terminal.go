// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"strings"
	"unicode"
)

// OneLine puts a text on one line, without anything that a terminal would obey: names and
// keys come from manifests, and a CI server reads commands from lines of their own.
func OneLine(text string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if !unicode.IsSpace(r) && IsObeyed(r) {
			return '?'
		}
		return r
	}, text)), " ")
}

// IsObeyed says whether a terminal obeys a character instead of showing it, line breaks among them.
func IsObeyed(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }
