// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"fmt"
	"io"

	"vmha.dev/vmha/document"
)

// Exit codes of the function and of the command line.
const (
	ExitOK    = 0 // no error was found
	ExitError = 1 // an error was found; nothing was changed
	ExitUsage = 2 // the call or the protocol was wrong
)

// Run is the KRM function: it reads a ResourceList and writes one, with the findings as
// results; each finding is also one line on stderr, since kustomize shows nothing else.
func Run(stdin io.Reader, stdout, stderr io.Writer) int {
	text, err := io.ReadAll(stdin)
	if err != nil {
		return fail(stderr, "reading the ResourceList: %v", err)
	}
	list, err := document.ParseResourceList(text)
	if err != nil {
		return fail(stderr, "reading the ResourceList: %v", err)
	}
	if isCheck(list.FunctionConfig) {
		return runCheck(list, stdout, stderr)
	}
	outcome := Render(Input{Objects: list.Items, Config: list.FunctionConfig})
	code := ExitOK
	if outcome.Failed() {
		// Objects may have been edited before the error showed: what was read is written back.
		code = ExitError
		if list, err = document.ParseResourceList(text); err != nil {
			return fail(stderr, "reading the ResourceList: %v", err)
		}
	} else {
		list.Items = outcome.Objects
	}
	if len(outcome.Findings) > 0 {
		list.Results = results(outcome.Findings)
	}
	for _, finding := range outcome.Findings {
		_, _ = fmt.Fprintln(stderr, finding.Text())
	}
	if _, err := list.WriteTo(stdout); err != nil {
		return fail(stderr, "writing the ResourceList: %v", err)
	}
	return code
}

func fail(stderr io.Writer, format string, args ...any) int {
	_, _ = fmt.Fprintf(stderr, "error: "+format+"\n", args...)
	return ExitUsage
}
