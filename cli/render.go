// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"vmha.dev/vmha/document"
	"vmha.dev/vmha/fn"
	"vmha.dev/vmha/plan"
)

// renderFlags are how vmha render is called.
type renderFlags struct {
	output      string
	check, diff bool
	exitCode    bool
	options     fn.Options
	// given says whether a flag was.
	given func(flag string) bool
}

func renderCommand(s streams) *cobra.Command {
	var flags renderFlags
	cmd := &cobra.Command{
		Use:   "render FILE|DIR|-...",
		Short: "Render manifests from files: intents and machines in, consistent manifests out",
		Long: `Read intents and machines from files and folders (- is stdin) and print what comes of
them: all manifests but intents and what is marked as local configuration.

With -o the manifests are written to a folder, under the names that they were read by;
new ones stand beside their intent, in NAMESPACE.NAME.application.yaml and
NAMESPACE.NAME.infrastructure.yaml, or with --layout PerObject in a file each,
NAMESPACE.NAME.KIND.yaml. They may be moved in there: a later run finds them by their mark.
If the folder is the one that was read, files are changed in place and the intents stay.
Nothing is written where an error was found.

With --check nothing is written either: the exit code is 1 where the folder is not up to
date, and the difference is printed. Each file that changes, or would, is named on stderr.`,
		Example: `  vmha render examples/web-pair
  vmha render ha.yaml machines/ > manifests.yaml
  vmha render -o rendered/ base/
  vmha render --check -o . .`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return render(s, args, flags) },
	}
	cmd.Flags().StringVarP(&flags.output, "output", "o", "", "folder to write to; default is one stream on stdout")
	cmd.Flags().BoolVar(&flags.check, "check", false, "write nothing; print how the folder of -o differs, and exit with 1 if it does")
	cmd.Flags().BoolVar(&flags.diff, "diff", false, "print how the folder of -o changes")
	cmd.Flags().BoolVar(&flags.exitCode, "exit-code", false, "exit with 1 where files of -o were changed, as pre-commit needs it")
	optionFlags(cmd, &flags.options, renderOptions)
	flags.given = cmd.Flags().Changed
	return cmd
}

func render(s streams, arguments []string, flags renderFlags) error {
	if flags.output == "" && (flags.check || flags.diff || flags.exitCode) {
		return errors.New("--check, --diff and --exit-code compare with the folder of -o; name it, such as -o . for files that are changed in place")
	}
	set, err := readRendered(s, arguments, flags.output)
	if err != nil {
		return err
	}
	set.tellOptions(s, flags.given)
	outcome := fn.Render(fn.Input{Objects: set.objects(), Options: flags.options, Persists: set.staying(flags.output)})
	set.tellFindings(s, outcome.Findings, plan.Info)
	if outcome.Failed() {
		return exit(fn.ExitError)
	}
	if flags.output != "" {
		return set.put(s, outcome, flags)
	}
	_, err = s.out.Write(stream(outcome.Objects))
	return err
}

// readRendered reads the input of a rendering, with what an earlier one has made.
func readRendered(s streams, arguments []string, output string) (*fileSet, error) {
	set, err := readFiles(arguments, s.in)
	if err == nil && output != "" {
		err = set.addMade(output)
	}
	if err != nil {
		return nil, err
	}
	set.tellUnread(s)
	if len(set.errors) > 0 {
		return nil, exit(fn.ExitError)
	}
	return set, nil
}

// put brings a folder up to date, or says how it is not.
func (set *fileSet) put(s streams, outcome fn.Outcome, flags renderFlags) error {
	w, err := set.write(outcome, flags.output)
	if err != nil {
		return err
	}
	drifts, err := w.drifts()
	if err != nil {
		return err
	}
	if err := tell(s, drifts, flags.check || flags.diff); err != nil {
		return err
	}
	tellUnlisted(s, drifts)
	if flags.check && len(drifts) > 0 {
		_, _ = fmt.Fprintf(s.err, "%d of %d files of %s are not up to date; run the same command without --check\n", len(drifts), len(w.contents)+len(w.emptied), flags.output)
		return exit(fn.ExitError)
	}
	if err := w.carryOut(); err != nil { // Nothing differs after a check.
		return err
	}
	if flags.exitCode && len(drifts) > 0 {
		return exit(fn.ExitError)
	}
	return nil
}

// tellUnread tells of the files that could not be read, a line each.
func (set *fileSet) tellUnread(s streams) {
	for _, bad := range set.errors {
		hint := ""
		if why := foreign(bad); why != "" {
			hint = " (perhaps " + why + ": name the folders and files that are to be rendered, without it)"
		}
		_, _ = fmt.Fprintln(s.err, bad.Error()+hint)
	}
}

// tellFindings tells of findings that are this severe or worse, a line each, with their places.
func (set *fileSet) tellFindings(s streams, findings []fn.Finding, least plan.Severity) {
	for _, finding := range findings {
		if finding.Severity.AtLeast(least) {
			_, _ = fmt.Fprintln(s.err, set.place(finding)+finding.Text())
		}
	}
}

// place says where a finding stands: file:line:column.
func (set *fileSet) place(f fn.Finding) string {
	owner := set.byOwner[cmp.Or(f.Object, f.Asker)]
	if owner == nil {
		return ""
	}
	if f.Line == 0 || owner.built {
		return owner.path + ": "
	}
	return fmt.Sprintf("%s:%d:%d: ", owner.path, f.Line, f.Column)
}

// stream writes manifests as documents of one stream.
func stream(objects []*document.Object) []byte {
	var b bytes.Buffer
	for _, object := range objects {
		if !fn.Applied(object) {
			continue
		}
		if b.Len() > 0 {
			b.WriteString("---\n")
		}
		text := strings.TrimSuffix(string(object.Bytes()), "\n")
		b.WriteString(strings.TrimPrefix(text, "\ufeff") + "\n")
	}
	return b.Bytes()
}
