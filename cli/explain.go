// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"vmha.dev/vmha/fn"
	"vmha.dev/vmha/plan"
	"vmha.dev/vmha/report"
)

func explainCommand(s streams) *cobra.Command {
	var format string
	var verbose bool
	formats := strings.Join(slices.Sorted(maps.Keys(report.Formats)), ", ")
	cmd := &cobra.Command{
		Use:   "explain FILE|DIR|KUSTOMIZATION|-...",
		Short: "Tell how long machines are down: who notices, who repairs, what takes longest",
		Long: `Read machines, and intents if there are any, from files, folders and kustomizations (- is stdin), and tell
for every group of machines what becomes of it when the application hangs, the guest hangs, a
node is drained or a node dies: who notices, who repairs, how long it takes in the worst case,
and which machines never come back, and why. Nothing is written.

A group is what an intent selects; without one, the machines behind a Service, those of a
VirtualMachinePool or replica set, or a machine.
Numbers that no manifest and no source tells are marked as assumed. Facts about the cluster
(versions, number of nodes) come from a HighAvailabilityPlatform, if one is there.`,
		Example: `  vmha explain .
  vmha explain -v examples/web-pair
  vmha explain --format json . | jq '.groups[].chains[] | select(.worst.never)'`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if report.Formats[format] == nil {
				return fmt.Errorf("--format is %q; allowed are %s", format, formats)
			}
			return explain(s, args, format, verbose)
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "one of "+formats)
	cmd.Flags().BoolVarP(&verbose, "verbose", "v", false, "tell too which field of an intent asked for which object and field, and which rules that satisfies")
	return cmd
}

func explain(s streams, arguments []string, format string, verbose bool) error {
	set, err := readSources(arguments, s)
	if err != nil {
		return err
	}
	unread := set.tellOurs(s)
	objects := set.applied()
	set.tellTemplates(s, objects, "not looked into", "explain")
	outcome := fn.Render(fn.Input{Objects: objects})
	set.tellFindings(s, outcome.Findings, plan.Error)
	// Machines that cannot be made as the intent wants can be explained all the same.
	if outcome.Inventory != nil {
		r := report.Report{Recoveries: plan.Recoveries(outcome.Plan, outcome.Inventory)}
		if verbose {
			r.Asked = asked(&outcome)
		}
		if err := report.Formats[format](s.out, r); err != nil {
			return err
		}
	}
	if unread > 0 || outcome.Failed() {
		return exit(fn.ExitError)
	}
	return nil
}

// asked is what the intents asked for, with the rules that need it.
func asked(outcome *fn.Outcome) []report.Asked {
	all := report.AskedFor(outcome.Made(), outcome.Edits(), outcome.Inventory)
	satisfied := outcome.Satisfied()
	for i := range all {
		a := &all[i]
		switch {
		case a.Removed, a.Renamed != "": // What is gone cannot be taken away.
		case a.Object != (plan.Ref{}):
			a.Rules = satisfied.ByObject(a.Source.Intent, a.Object)
		default:
			a.Rules = satisfied.ByField(a.Source.Intent, a.Machines[0], a.Path)
		}
	}
	return all
}
