// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"fmt"
	"io"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/document"
	"vmha.dev/vmha/plan"
)

// isCheck says whether the configuration asks for a check instead of a rendering.
func isCheck(config *document.Object) bool {
	if config == nil {
		return false
	}
	ref := Reference(config)
	return isIntent(ref) && ref.Kind == v1alpha1.KindHighAvailabilityCheck
}

// runCheck is the function when it only checks: the items stay as they are. Hints stand
// in the results; stderr counts them unless they fail the check, because hosts show a few
// lines of it.
func runCheck(list *document.ResourceList, stdout, stderr io.Writer) int {
	checked := Check(CheckInput{Input: Input{Objects: list.Items, Config: list.FunctionConfig}})
	if len(checked.Findings) > 0 {
		list.Results = results(checked.Findings)
	}
	hints := 0
	for _, finding := range checked.Findings {
		if finding.Severity == plan.Info && checked.FailOn != plan.Info {
			hints++
			continue
		}
		_, _ = fmt.Fprintln(stderr, finding.Text())
	}
	if hints > 0 {
		_, _ = fmt.Fprintf(stderr, "info: %d hints are in the results\n", hints)
	}
	if _, err := list.WriteTo(stdout); err != nil {
		return fail(stderr, "writing the ResourceList: %v", err)
	}
	if checked.FailedOn(checked.FailOn) {
		return ExitError
	}
	return ExitOK
}
