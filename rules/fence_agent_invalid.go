// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"strings"

	"vmha.dev/vmha/plan"
)

// fenceAgentInvalid: a fence agent is told something that it does not take.
var fenceAgentInvalid = Rule{
	ID:           "fence-agent-invalid",
	Topic:        NodeFailure,
	Title:        "a fence agent is told something that it does not take",
	Why:          "The webhook refuses an agent that is none, another action than reboot or off, and a parameter that stands twice; fields in camel case are unknown and dropped.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{fenceAgents + "api/v1alpha1/fenceagentsremediationtemplate_webhook.go"},
	CatalogueIDs: []string{"node/NODE-24"},
	Check: each("fence-agents-remediation.medik8s.io", "FenceAgentsRemediationTemplate", func(_ *World, o plan.Item, r *report) {
		spec := plan.Dig(o.Root, "spec.template.spec")
		const prefix = "spec.template.spec."
		if agent := spec.Get("agent").Text(); !strings.HasPrefix(agent, "fence_") {
			r.on(o, prefix+"agent", "%q is no fence agent; name one, such as fence_ipmilan", agent).values(agent, nil)
		}
		for wrong, right := range map[string]string{"retryCount": "retrycount", "retryInterval": "retryinterval", "sharedParameters": "sharedparameters", "nodeParameters": "nodeparameters"} {
			if plan.Exists(spec.Get(wrong)) {
				r.on(o, prefix+wrong, "there is no field %s, and it is dropped; write %s", wrong, right).values(wrong, right)
			}
		}
		shared, perNode := spec.Get("sharedparameters"), spec.Get("nodeparameters")
		if action := shared.Get("--action"); plan.Exists(action) && action.Text() != "reboot" && action.Text() != "off" {
			r.add(o.Ref, plan.Fields(prefix+"sharedparameters").Key("--action"), "action %s does not fence a node; use reboot or off", action.Text()).values(action.Text(), "reboot")
		}
		for key := range plan.Entries(shared) {
			if plan.Exists(perNode.Get(key)) {
				r.add(o.Ref, plan.Fields(prefix+"nodeparameters").Key(key), "the parameter %s stands under sharedparameters too; keep one of them", key)
			}
		}
		if address := shared.Get("--ip"); plan.Exists(address) && !strings.Contains(address.Text(), "{{") {
			r.add(o.Ref, plan.Fields(prefix+"sharedparameters").Key("--ip"), "all nodes share the address %s, so one of them is fenced for another; put it under nodeparameters", address.Text()).values(address.Text(), nil)
		}
	}),
}
