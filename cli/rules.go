// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"vmha.dev/vmha/docs"
	"vmha.dev/vmha/rules"
)

func rulesCommand(s streams) *cobra.Command {
	return &cobra.Command{
		Use:   "rules [RULE]",
		Short: "List the rules, or explain one",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 1 {
				return printRule(s, args[0])
			}
			return listRules(s)
		},
	}
}

func listRules(s streams) error {
	topic := rules.Topic("")
	for _, rule := range rules.All {
		if rule.Topic != topic {
			topic = rule.Topic
			if _, err := fmt.Fprintf(s.out, "\n%s\n", topic); err != nil {
				return err
			}
		}
		if _, err := fmt.Fprintf(s.out, "  %-7s  %-36s  %s\n", rule.Severity, rule.ID, rule.Title); err != nil {
			return err
		}
	}
	return nil
}

// printRule prints what the documentation says of a rule.
func printRule(s streams, id string) error {
	text, found := docs.Rule(id)
	if !found {
		return fmt.Errorf("there is no rule %q; vmha rules lists them", id)
	}
	_, err := fmt.Fprint(s.out, text)
	return err
}
