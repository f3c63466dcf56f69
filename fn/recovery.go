// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"strings"

	"vmha.dev/vmha/plan"
)

// tellRecoveries tells, where hints are asked for, how long each group is down in each
// failure: one finding for each group, for kpt shows four lines of a function's results.
func (r *run) tellRecoveries() {
	if r.options.Check != plan.Info || r.decided == nil || r.options.Scope == plan.Infrastructure {
		return
	}
	groups := map[plan.Ref]bool{}
	for i := range r.decided.Groups {
		groups[r.decided.Groups[i].Intent] = true
	}
	for _, recovery := range plan.Recoveries(*r.decided, r.in.Inventory) {
		if !groups[recovery.Subject] {
			continue
		}
		r.findings = append(r.findings, plan.Finding{
			ID: "recovery-times", Severity: plan.Info, Ref: recovery.Subject, Path: plan.Fields("spec.survive"),
			Source:  plan.Source{Intent: recovery.Subject, Field: "spec.survive"},
			Message: "down in the worst case: " + strings.Join(times(recovery), "; ") + "; vmha explain tells why",
		})
	}
}

// times says for each failure how long the machine is down and, where it differs, the service.
func times(recovery plan.Recovery) []string {
	var all []string
	for _, failure := range plan.Failures {
		var machine, service string
		for _, chain := range recovery.Chains {
			switch {
			case chain.Failure != failure:
			case chain.View == plan.MachineBack:
				machine = chain.Worst().InWords()
			default:
				service = chain.Worst().InWords()
			}
		}
		text := string(failure) + ", machine " + machine
		if service != "" {
			text += ", service " + service
		}
		all = append(all, text)
	}
	return all
}
