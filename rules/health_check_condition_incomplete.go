// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// healthCheckConditionIncomplete: a condition of a health check never holds, or at once.
var healthCheckConditionIncomplete = Rule{
	ID:           "health-check-condition-incomplete",
	Topic:        NodeFailure,
	Title:        "a condition of a health check never holds, or at once",
	Why:          "A condition without status equals none that a node has: it never fires, and nothing refuses it. Without a timeout it fires at once. A status that is a boolean is refused.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{machineAPI + "pkg/controller/machinehealthcheck/machinehealthcheck_controller.go", openshiftDocs + "modules/mgmt-power-remediation-baremetal-about.adoc"},
	CatalogueIDs: []string{"node/NODE-05"},
	Check: eachCheck(func(_ *World, c *healthCheck, r *report) {
		for _, x := range c.conditions() {
			status := x.node.Get("status")
			switch {
			case x.typ == "":
				r.add(c.Ref, x.path.Key("type"), "the condition has no type; write one, such as Ready")
			case !plan.Exists(status):
				r.add(c.Ref, x.path.Key("status"), "the condition %s has no status, so it never holds and the node is never remediated; write \"False\" or Unknown", x.typ)
			case !status.IsString():
				r.add(c.Ref, x.path.Key("status"), "the status is no text but the boolean %s, and the API server refuses it; put it into quotes", x.status).values(x.status, quoted(status))
			case !plan.Exists(x.node.Get(c.fields.timeout)) && !misnamed(x, c):
				r.add(c.Ref, x.path.Key(c.fields.timeout), "the condition %s has no %s, so it holds at once; write one, such as 300s", x.typ, c.fields.timeout)
			}
		}
	}),
	Fix: func(w *World, f plan.Finding) []plan.Edit {
		c := checkOf(w, f.Ref)
		for _, x := range c.conditions() {
			if x.path.Key("status").String() == f.Path.String() && f.Proposed != nil {
				path := f.Path[:len(f.Path)-2].Elem("type", x.typ, "status", x.status).Key("status")
				return []plan.Edit{{Path: path, Value: f.Proposed, Mode: plan.Set}}
			}
		}
		return nil
	},
}

// quoted is a boolean as the text that was meant.
func quoted(n plan.Node) any {
	value, ok := n.Bool()
	switch {
	case !ok:
		return nil
	case value:
		return "True"
	default:
		return "False"
	}
}

// misnamed says whether a condition states its time under the name of another kind.
func misnamed(x condition, c *healthCheck) bool {
	for _, key := range []string{"timeout", "timeoutSeconds", "duration"} {
		if key != c.fields.timeout && plan.Exists(x.node.Get(key)) {
			return true
		}
	}
	return false
}

// checkOf returns the health check with this reference.
func checkOf(w *World, ref plan.Ref) *healthCheck {
	for _, c := range w.healthChecks() {
		if c.Ref == ref {
			return c
		}
	}
	return &healthCheck{}
}
