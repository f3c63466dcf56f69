// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"

	"vmha.dev/vmha/plan"
)

// escalationTooEarly: the next step starts while the first may still work.
var escalationTooEarly = Rule{
	ID:           "escalation-too-early",
	Topic:        NodeFailure,
	Title:        "the next step starts while the first may still work",
	Why:          "Self-node-remediation needs about three minutes until it may assume that the node has rebooted, and a fence agent may try for retrycount × (timeout + retryinterval): an escalation before that fences the node twice.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{selfNode + "internal/reboot/calculator.go", fenceAgents + "api/v1alpha1/fenceagentsremediation_types.go"},
	CatalogueIDs: []string{"node/NODE-21"},
	Check: eachCheck(func(w *World, c *healthCheck, r *report) {
		for _, x := range c.remediations() {
			if x.step == nil {
				continue
			}
			timeout, ok := seconds(x.step.Get("timeout"))
			if need := w.worstCase(c, x); ok && timeout >= 60 && timeout < need {
				path := x.path[:len(x.path)-1].Key("timeout")
				r.add(c.Ref, path, "%s may take %g s, and the next step starts after %g s; use a timeout of %gs or more", x.kind(), need, timeout, need).values(x.step.Get("timeout").Text(), fmt.Sprintf("%gs", need)).asIf(!w.known(c, x), plan.Info)
			}
		}
	}),
}

// known says whether it is known how long the remediation takes: its template is here, or does not matter.
func (w *World) known(c *healthCheck, x remediation) bool {
	_, found := w.template(c, x)
	return found || x.kind() == "SelfNodeRemediationTemplate"
}

// worstCase is how long a remediation may take, in seconds; 0 where it is not known.
func (w *World) worstCase(c *healthCheck, x remediation) float64 {
	item, found := w.template(c, x)
	switch x.kind() {
	case "SelfNodeRemediationTemplate":
		return 180
	case "FenceAgentsRemediationTemplate":
		retries, timeout, interval := 5.0, 60.0, 5.0
		if found {
			spec := plan.Dig(item.Root, "spec.template.spec")
			retries = float64(number(spec.Get("retrycount"), 5))
			timeout = secondsOr(spec.Get("timeout"), timeout)
			interval = secondsOr(spec.Get("retryinterval"), interval)
		}
		return retries * (timeout + interval)
	}
	return 0
}

func secondsOr(n plan.Node, otherwise float64) float64 {
	if value, ok := seconds(n); ok {
		return value
	}
	return otherwise
}
