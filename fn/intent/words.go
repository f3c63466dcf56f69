// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package intent

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

const maxInt32 = math.MaxInt32

// longest is how much of a value a message shows: a whole cloud-init file is no
// help, and may hold a password.
const longest = 40

// quote shows a string in quotes.
func quote(text string) string { return strconv.Quote(shorten(text)) }

// shorten keeps the beginning of the first line of a text.
func shorten(text string) string {
	line, _, more := strings.Cut(text, "\n")
	if utf8.RuneCountInString(line) > longest {
		line, more = string([]rune(line)[:longest]), true
	}
	if more {
		return line + "…"
	}
	return line
}

// words joins a list: a, b and c.
func words(list []string, last string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + " " + last + " " + list[len(list)-1]
}

// didYouMean ends a message with a guess, if there is one.
func didYouMean(guess string) string {
	if guess == "" {
		return ""
	}
	return "; did you mean " + strconv.Quote(guess) + "?"
}

// proposed is a guess as a proposed value: nil where there is none.
func proposed(guess string) any {
	if guess == "" {
		return nil
	}
	return guess
}
