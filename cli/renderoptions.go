// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"vmha.dev/vmha/document"
	"vmha.dev/vmha/fn"
)

// optionFlag is a flag for one of the options that a RenderOptions states in the function.
type optionFlag struct {
	options     *fn.Options
	name, value string
}

func (f *optionFlag) String() string { return f.value }

// Type is what the help shows as the value.
func (f *optionFlag) Type() string { return strings.Join(fn.OptionValues(f.name), "|") }

// Set takes a value of the flag.
func (f *optionFlag) Set(value string) error {
	f.value = value
	return f.options.Set(f.name, value)
}

// checkLevel is the flag for the option check: --check compares with what was written.
const checkLevel = "check-level"

// optionFlags gives a command the flags --scope, --check-level, --prune and --layout.
func optionFlags(cmd *cobra.Command, options *fn.Options, about map[string]string) {
	for _, name := range fn.OptionNames() {
		usage, wanted := about[name]
		if !wanted {
			continue
		}
		flag := flagOf(name)
		cmd.Flags().Var(&optionFlag{options: options, name: name}, flag, usage)
		complete := cobra.FixedCompletions(fn.OptionValues(name), cobra.ShellCompDirectiveNoFileComp)
		_ = cmd.RegisterFlagCompletionFunc(flag, complete) // fails for a flag that is not there or was done before
	}
}

func flagOf(option string) string {
	if option == "check" {
		return checkLevel
	}
	return option
}

// tellOptions names the flags for each RenderOptions that was read: it is the configuration
// of a function, and of those in a package no more than one can be meant.
func (set *fileSet) tellOptions(s streams, given func(flag string) bool) {
	for _, f := range set.files {
		for _, object := range f.stream.Objects() {
			flags := flagsFor(object, given)
			if flags == "" {
				continue
			}
			line, column := object.Root().Position()
			_, _ = fmt.Fprintf(s.err, "%s:%d:%d: note: these RenderOptions count where a function is called with them; here, state%s\n", f.path, line, column, flags)
		}
	}
}

// flagsFor are those that say what a RenderOptions says, but for those that are given.
func flagsFor(object *document.Object, given func(flag string) bool) string {
	if !fn.IsRenderOptions(fn.Reference(object)) {
		return ""
	}
	var flags strings.Builder
	for _, option := range fn.OptionNames() {
		value := object.Root().Get("spec").Get(option).Text()
		if flag := flagOf(option); value != "" && !given(flag) {
			flags.WriteString(" --" + flag + " " + value)
		}
	}
	return flags.String()
}

// renderOptions says what each option of a rendering does.
var renderOptions = map[string]string{
	"scope":  "what is rendered: the application's objects, the infrastructure's, or both (default All)",
	"check":  "least severe finding of the rules that is shown (default Warning)",
	"prune":  "what is taken out: what an intent no longer wants, or also what belongs to an intent that is gone (default Owned)",
	"layout": "files of new objects: one for each intent and scope, or one for each object (default PerIntent)",
}
