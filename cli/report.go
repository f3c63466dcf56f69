// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"bytes"

	"github.com/spf13/cobra"

	"vmha.dev/vmha/check"
	"vmha.dev/vmha/fn"
	"vmha.dev/vmha/plan"
	"vmha.dev/vmha/report"
)

func reportCommand(s streams) *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use:   "report FILE|DIR|KUSTOMIZATION|-...",
		Short: "Draw how long machines are down: one HTML file for people who would rather look",
		Long: `Read machines, and intents if there are any, from files, folders and kustomizations (- is stdin), and write
one HTML file that needs no network and no script: a first page with the groups of the whole
repository, the worst first, and for every group its topology, a timeline of each failure,
what never comes back and why, and the findings of the rules (vmha check). The same input gives the same bytes.`,
		Example: `  vmha report -o report.html .
  vmha report examples/web-pair > report.html`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return writeReport(s, args, output) },
	}
	cmd.Flags().StringVarP(&output, "output", "o", "", "file to write to; default is stdout")
	return cmd
}

// writeReport writes a report also where errors were found: they stand in it.
func writeReport(s streams, arguments []string, output string) error {
	set, err := readSources(arguments, s)
	if err != nil {
		return err
	}
	unread := set.tellOurs(s)
	objects := set.applied()
	set.tellTemplates(s, objects, "not looked into", "report")
	checked, outcome := fn.Examine(objects)
	found := checked.Findings
	if len(set.kustomizations) > 0 {
		found = set.judged(s)
	}
	r := report.Report{Unread: unread, Findings: merged(found, outcome.Findings)}
	r.Titles = titles(r.Findings)
	set.tellFindings(s, outcome.Findings, plan.Error)
	if outcome.Inventory != nil {
		r.Recoveries = plan.Recoveries(outcome.Plan, outcome.Inventory)
	}
	if err := writePage(s, r, output); err != nil {
		return err
	}
	if unread > 0 || outcome.Failed() {
		return exit(fn.ExitError)
	}
	return nil
}

func writePage(s streams, r report.Report, output string) error {
	var page bytes.Buffer
	if err := report.HTML(&page, r); err != nil {
		return err
	}
	if output != "" {
		return replaceFile(output, page.Bytes())
	}
	_, err := s.out.Write(page.Bytes())
	return err
}

// merged are all findings, each once: a rendering and a check tell some of the same.
func merged(lists ...[]fn.Finding) []plan.Finding {
	var all []plan.Finding
	known := map[string]bool{}
	for _, list := range lists {
		for _, finding := range list {
			if name := nameOf(finding.Finding); !known[name] {
				known[name] = true
				all = append(all, finding.Finding)
			}
		}
	}
	return all
}

// titles are those of the rules that found something; what is no rule has none.
func titles(findings []plan.Finding) map[string]string {
	titles := map[string]string{}
	for _, finding := range findings {
		if rule, found := check.Find(finding.ID); found {
			titles[finding.ID] = rule.Title
		}
	}
	return titles
}
