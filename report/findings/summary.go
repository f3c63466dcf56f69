// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package findings

import (
	"fmt"
	"strings"

	"vmha.dev/vmha/plan"
)

// summary counts, on the last line.
func (t *texter) summary(r Report) {
	scope := count(r.Objects, "object") + " in " + count(r.Files, "file")
	parts := []string{}
	for _, kind := range []struct {
		severity plan.Severity
		word     string
	}{{plan.Error, "error"}, {plan.Warning, "warning"}, {plan.Info, "hint"}} {
		if n := r.count(kind.severity); n > 0 {
			parts = append(parts, count(n, kind.word))
		}
	}
	text := "nothing found"
	if len(parts) > 0 {
		text = strings.Join(parts, ", ")
	}
	if n := r.fixable(); n > 0 {
		text += fmt.Sprintf("; vmha check --fix mends %d", n)
	}
	if n := len(r.Waived); n > 0 {
		text += fmt.Sprintf("; %d waived", n)
	}
	t.linef("%s: %s", scope, text)
}

// count is a number with its word.
func count(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

func (r Report) count(severity plan.Severity) int {
	n := 0
	for i := range r.Findings {
		if r.Findings[i].Severity == severity {
			n++
		}
	}
	return n
}

func (r Report) fixable() int {
	n := 0
	for i := range r.Findings {
		if r.Findings[i].Fixable {
			n++
		}
	}
	return n
}
