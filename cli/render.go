// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"vmha.dev/vmha/document"
	"vmha.dev/vmha/fn"
)

func renderCommand(s streams) *cobra.Command {
	var output string
	var options fn.Options
	cmd := &cobra.Command{
		Use:   "render FILE|DIR|-...",
		Short: "Render manifests from files: intents and machines in, consistent manifests out",
		Long: `Read intents and machines from files and folders (- is stdin) and print what comes of
them: all manifests but intents and what is marked as local configuration.

With -o the manifests are written to a folder, under the names that they were read by;
new ones stand beside their intent, in NAMESPACE.NAME.application.yaml and
NAMESPACE.NAME.infrastructure.yaml, or with --layout PerObject in a file each,
NAMESPACE.NAME.KIND.yaml. They may be moved: a later run finds them where they are.
If the folder is the one that was read, files are changed in place and the intents stay.
Nothing is written where an error was found.`,
		Example: `  vmha render examples/web-pair
  vmha render ha.yaml machines/ > manifests.yaml
  vmha render -o rendered/ .`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return render(s, args, output, options) },
	}
	cmd.Flags().StringVarP(&output, "output", "o", "", "folder to write to; default is one stream on stdout")
	optionFlags(cmd, &options, renderOptions)
	return cmd
}

func render(s streams, arguments []string, output string, options fn.Options) error {
	set, err := readFiles(arguments, s.in)
	if err != nil {
		return err
	}
	for _, unreadable := range set.errors {
		_, _ = fmt.Fprintln(s.err, unreadable)
	}
	if len(set.errors) > 0 {
		return exit(fn.ExitError)
	}
	outcome := fn.Render(fn.Input{Objects: set.objects(), Options: options})
	for _, finding := range outcome.Findings {
		_, _ = fmt.Fprintln(s.err, set.place(finding)+finding.Text())
	}
	if outcome.Failed() {
		return exit(fn.ExitError)
	}
	if output != "" {
		return set.write(outcome, output)
	}
	_, err = s.out.Write(stream(outcome.Objects))
	return err
}

// place says where a finding stands: file:line:column.
func (set *fileSet) place(f fn.Finding) string {
	owner := set.byOwner[f.Object]
	if owner == nil {
		return ""
	}
	if f.Line == 0 {
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
