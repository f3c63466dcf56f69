// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

// Package docs holds the documents that the program shows.
package docs

import (
	_ "embed" // for the documents
	"strings"
)

// Rules describes every rule, with an example. It is generated.
//
//go:embed rules.md
var Rules string

// Rule is what the document says of one rule.
func Rule(id string) (text string, found bool) {
	heading := "\n### " + id + "\n"
	start := strings.Index(Rules, heading)
	if start < 0 {
		return "", false
	}
	text = Rules[start+1:]
	end := len(text)
	for _, next := range []string{"\n### ", "\n## "} {
		if at := strings.Index(text, next); at >= 0 {
			end = min(end, at)
		}
	}
	return strings.TrimSpace(text[:end]) + "\n", true
}
