// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

// Package cli is the program as people and pipelines call it.
package cli

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"vmha.dev/vmha/fn"
)

// streams are where the program reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// exit is an exit code that travels as an error.
type exit int

func (e exit) Error() string { return fmt.Sprintf("exit code %d", int(e)) }

// Main runs the program and returns its exit code: 0, 1 for an error finding, 2 for a
// call that is wrong. Without arguments and with something on stdin it is a KRM function;
// kustomize may call it as a legacy plugin too.
func Main(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	switch {
	case len(args) == 1 && !isTerminal(stdin):
		return fn.Run(stdin, stdout, stderr)
	case asPlugin(args, os.LookupEnv):
		return runPlugin(args[1], stdin, stdout, stderr)
	}
	root := rootCommand(streams{stdin, stdout, stderr})
	root.SetArgs(args[1:])
	err := root.Execute()
	var code exit
	switch {
	case err == nil:
		return fn.ExitOK
	case errors.As(err, &code):
		return int(code)
	default:
		_, _ = fmt.Fprintf(stderr, "error: %v\n", err)
		return fn.ExitUsage
	}
}

// isTerminal says whether a person sits at the other end. A file that cannot say so is none.
func isTerminal(in io.Reader) bool {
	file, ok := in.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

func rootCommand(s streams) *cobra.Command {
	root := &cobra.Command{
		Use:           "vmha",
		Short:         "High availability for virtual machines on Kubernetes, by GitOps",
		Long:          overview,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetIn(s.in)
	root.SetOut(s.out)
	root.SetErr(s.err)
	root.AddCommand(
		renderCommand(s), checkCommand(s), rulesCommand(s), explainCommand(s), reportCommand(s), schemaCommand(s),
		installCommand(s), versionCommand(s),
	)
	return root
}
