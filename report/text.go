// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package report

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"vmha.dev/vmha/plan"
)

// Text writes a report for a terminal.
func Text(w io.Writer, r Report) error {
	var b strings.Builder
	for _, line := range r.summary() {
		b.WriteString(line + "\n")
	}
	for _, recovery := range r.Recoveries {
		textGroup(&b, recovery)
	}
	textAsked(&b, r.Asked)
	_, err := io.WriteString(w, strings.Map(printable, b.String()))
	return err
}

// printable replaces what a terminal would obey: names come from manifests.
func printable(r rune) rune {
	if r != '\n' && plan.IsObeyed(r) {
		return '?'
	}
	return r
}

func textGroup(b *strings.Builder, r plan.Recovery) {
	b.WriteString("\n" + title(r) + "\n\n")
	rows := [][]string{{"FAILURE", "BACK", "NOTICED BY", "REPAIRED BY", "WORST CASE"}}
	for _, c := range r.Chains {
		rows = append(rows, []string{string(c.Failure), of(c), c.NoticedBy, c.RepairedBy, c.Worst().InWords()})
	}
	table(b, rows)
	for _, s := range r.Stranded {
		fmt.Fprintf(b, "\n  never, %s, %s: %s\n", s.Failure, names(s.Machines), s.Never.Reason)
		if s.Never.Source != "" {
			fmt.Fprintf(b, "    see %s\n", s.Never.Source)
		}
		fmt.Fprintf(b, "    what would help: %s\n", s.Never.Help)
	}
	if c, found := r.Longest(); found {
		textChain(b, c)
	}
	for _, note := range notes(r) {
		b.WriteString("\n  note: " + note)
	}
	if len(notes(r)) > 0 {
		b.WriteString("\n")
	}
}

// textChain writes the terms of one chain, the longest marked with what would help.
func textChain(b *strings.Builder, c plan.Chain) {
	fmt.Fprintf(b, "\n  The longest that ends: %s, %s, %s\n\n", c.Failure, of(c), c.Worst().InWords())
	var rows [][]string
	for _, term := range c.Terms {
		rows = append(rows, []string{fmt.Sprintf("%6s", length(term)), term.Name, string(term.Origin), origin(term)})
	}
	for _, term := range c.Beside {
		rows = append(rows, []string{fmt.Sprintf("%6s", length(term)), "(meanwhile) " + term.Name, string(term.Origin), origin(term)})
	}
	table(b, rows)
	if helps := c.Helps(); len(helps) > 0 {
		b.WriteString("\n  what would make it shorter: " + strings.Join(helps, "; ") + "\n")
	}
}

func textAsked(b *strings.Builder, all []Asked) {
	for _, intent := range intents(all) {
		b.WriteString("\n" + intent.String() + " asks for\n\n")
		rows := [][]string{{"FIELD OF THE INTENT", "OBJECT OR FIELD", "RULES THAT IT SATISFIES"}}
		for _, a := range all {
			if a.Source.Intent == intent {
				rows = append(rows, []string{a.Source.Field, a.what(), strings.Join(a.Rules, ", ")})
			}
		}
		table(b, rows)
	}
}

// table writes rows in columns, indented.
func table(b *strings.Builder, rows [][]string) {
	const gap = 2
	var text strings.Builder
	writer := tabwriter.NewWriter(&text, 0, 0, gap, ' ', 0)
	for _, row := range rows {
		_, _ = io.WriteString(writer, "  "+strings.Join(row, "\t")+"\n") // A strings.Builder takes everything.
	}
	_ = writer.Flush()
	for line := range strings.Lines(text.String()) {
		b.WriteString(strings.TrimRight(line, " \n") + "\n")
	}
}
