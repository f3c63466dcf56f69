// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package report

import (
	"fmt"
	"io"
	"strings"

	"vmha.dev/vmha/plan"
)

// Markdown writes a report for a merge request or a wiki.
func Markdown(w io.Writer, r Report) error {
	var b strings.Builder
	b.WriteString("# How long is it down?\n\n")
	for _, line := range r.summary() {
		if reason, indented := strings.CutPrefix(line, "  "); indented {
			b.WriteString("  - " + escape(reason) + "\n")
			continue
		}
		b.WriteString("- " + escape(line) + "\n")
	}
	for _, recovery := range r.Recoveries {
		markdownGroup(&b, recovery)
	}
	for _, intent := range intents(r.Asked) {
		b.WriteString("\n## " + escape(intent.String()) + " asks for\n\n")
		rows := [][]string{{"Field of the intent", "Object or field", "Rules that it satisfies"}}
		for _, a := range r.Asked {
			if a.Source.Intent == intent {
				rows = append(rows, []string{a.Source.Field, a.what(), strings.Join(a.Rules, ", ")})
			}
		}
		markdownTable(&b, rows)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func markdownGroup(b *strings.Builder, r plan.Recovery) {
	b.WriteString("\n## " + escape(title(r)) + "\n\n")
	rows := [][]string{{"Failure", "Back", "Noticed by", "Repaired by", "Worst case"}}
	for _, c := range r.Chains {
		rows = append(rows, []string{string(c.Failure), of(c), c.NoticedBy, c.RepairedBy, c.Worst().InWords()})
	}
	markdownTable(b, rows)
	if len(r.Stranded) > 0 {
		b.WriteString("\nNever:\n\n")
	}
	for _, s := range r.Stranded {
		fmt.Fprintf(b, "- %s, %s: %s. What would help: %s.\n", s.Failure, escape(names(s.Machines)), escape(s.Never.Reason), escape(s.Never.Help))
	}
	if c, found := r.Longest(); found {
		fmt.Fprintf(b, "\nThe longest that ends: %s, %s, **%s**\n\n", c.Failure, escape(of(c)), c.Worst().InWords())
		rows := [][]string{{"Time", "What", "Origin", "Source"}}
		for _, term := range c.Terms {
			rows = append(rows, []string{length(term), term.Name, string(term.Origin), origin(term)})
		}
		for _, term := range c.Beside {
			rows = append(rows, []string{length(term), "(meanwhile) " + term.Name, string(term.Origin), origin(term)})
		}
		markdownTable(b, rows)
	}
	for i, note := range notes(r) {
		if i == 0 {
			b.WriteString("\n")
		}
		b.WriteString("- Note: " + escape(note) + "\n")
	}
}

func markdownTable(b *strings.Builder, rows [][]string) {
	for i, row := range rows {
		for j := range row {
			row[j] = escape(row[j])
		}
		b.WriteString("| " + strings.Join(row, " | ") + " |\n")
		if i == 0 {
			b.WriteString(strings.Repeat("| --- ", len(row)) + "|\n")
		}
	}
}

// escape keeps what stands in a manifest from being read as Markdown or HTML.
func escape(text string) string {
	return strings.NewReplacer(
		`\`, `\\`, "|", `\|`, "<", "&lt;", ">", "&gt;", "&", "&amp;", "*", `\*`, "_", `\_`, "`", "\\`", "[", `\[`, "]", `\]`, "#", `\#`,
		"\n", " ", "\r", " ",
	).Replace(text)
}
