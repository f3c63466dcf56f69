// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"vmha.dev/vmha/document"
	"vmha.dev/vmha/fn"
	"vmha.dev/vmha/plan"
	"vmha.dev/vmha/report/findings"
)

// checkFlags are the flags of the command check.
type checkFlags struct {
	format, failOn, platform, explain string
	fix, diff, verbose                bool
}

func checkCommand(s streams) *cobra.Command {
	var flags checkFlags
	cmd := &cobra.Command{
		Use:   "check [FILE|DIR|KUSTOMIZATION|-]...",
		Short: "Find what defeats high availability in manifests",
		Long: `Check manifests from files, folders and kustomizations (- is stdin; without arguments
the current folder). A folder with a kustomization.yaml is built first, without plugins;
several kustomizations never meet: each is judged alone, with the files named next to them.
In any other folder, each kustomization that no other there builds on is built and judged so;
what is found in it is told, and mended, where it stands in a file.
Intents that nothing was rendered from yet are rendered first, in memory.

Facts about the cluster come from a HighAvailabilityPlatform among the manifests, or from
--platform. A HighAvailabilityCheck among them says what fails, and what is waived; an
annotation waive.vmha.dev/RULE: reason waives a rule for its object.

Exit code: 0 nothing as severe as --fail-on, 1 something, 2 a call that is wrong.`,
		Example: `  vmha check
  vmha check --platform platform.yaml overlays/prod
  vmha render . | vmha check -
  vmha check --diff machines/
  vmha check --format sarif . > vmha.sarif`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if flags.explain != "" {
				return printRule(s, flags.explain)
			}
			if len(args) == 0 {
				args = []string{"."}
			}
			return runCheck(s, args, flags, cmd.Flags().Changed("fail-on"))
		},
	}
	set := cmd.Flags()
	set.StringVar(&flags.format, "format", findings.Formats[0].Name, "how to report: "+strings.Join(formatNames(), ", "))
	set.StringVar(&flags.failOn, "fail-on", string(plan.Error), "the least severe finding that fails: error, warning, info")
	set.StringVar(&flags.platform, "platform", "", "file with the HighAvailabilityPlatform of the cluster")
	set.StringVar(&flags.explain, "explain", "", "explain a rule instead of checking")
	set.BoolVar(&flags.fix, "fix", false, "mend what can be mended without a decision, in the files")
	set.BoolVar(&flags.diff, "diff", false, "show what --fix would change, and change nothing")
	set.BoolVarP(&flags.verbose, "verbose", "v", false, "spell out every finding, hints and waived ones too")
	return cmd
}

func formatNames() []string {
	names := make([]string, 0, len(findings.Formats))
	for _, format := range findings.Formats {
		names = append(names, format.Name)
	}
	return names
}

func formatOf(name string) (findings.Format, error) {
	for _, format := range findings.Formats {
		if format.Name == name {
			return format, nil
		}
	}
	return findings.Format{}, fmt.Errorf("there is no format %q; allowed are %s", name, strings.Join(formatNames(), ", "))
}

func severityOf(word string) (plan.Severity, error) {
	switch severity := plan.Severity(word); severity {
	case plan.Error, plan.Warning, plan.Info:
		return severity, nil
	}
	return "", fmt.Errorf("--fail-on is %q; allowed are error, warning, info", word)
}

func runCheck(s streams, arguments []string, flags checkFlags, failOnStated bool) error {
	c := &checker{flags: flags, streams: s}
	if err := c.prepare(arguments); err != nil {
		return err
	}
	if flags.fix || flags.diff {
		if err := c.repair(); err != nil {
			return err
		}
	}
	worlds, result := c.check()
	if failOnStated {
		for _, w := range worlds {
			w.failOn = c.failOn
		}
	}
	result.FailOn = strictest(worlds)
	if err := c.report(result); err != nil {
		return err
	}
	if c.unreadable() || slices.ContainsFunc(worlds, (*world).failed) {
		return exit(fn.ExitError)
	}
	return nil
}

// report writes the report, unless a patch is asked for.
func (c *checker) report(result findings.Report) error {
	if c.flags.diff {
		return nil
	}
	text, err := c.format.Run(result)
	if err != nil {
		return err
	}
	_, err = c.streams.out.Write(text)
	return err
}

// prepare reads the flags and what is to be checked.
func (c *checker) prepare(arguments []string) (err error) {
	if c.format, err = formatOf(c.flags.format); err != nil {
		return err
	}
	if c.failOn, err = severityOf(c.flags.failOn); err != nil {
		return err
	}
	if c.flags.platform != "" {
		if c.platform, err = readPlatform(c.flags.platform); err != nil {
			return err
		}
	}
	c.set, err = readSources(arguments, c.streams)
	return err
}

// readPlatform reads the one platform of a file.
func readPlatform(path string) (*document.Object, error) {
	set := newFileSet(false)
	if err := set.read(path, path, true); err != nil {
		return nil, err
	}
	if len(set.errors) > 0 {
		return nil, set.errors[0]
	}
	objects := set.objects()
	if len(objects) != 1 {
		return nil, fmt.Errorf("%s holds %d objects; --platform takes a file with one HighAvailabilityPlatform", path, len(objects))
	}
	return objects[0], nil
}
