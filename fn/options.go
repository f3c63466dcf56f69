// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import "vmha.dev/vmha/plan"

// Options are what a ConfigMap as functionConfig may say.
type Options struct {
	// Scope limits a run to the objects of the application or to those of the infrastructure; empty is both.
	Scope plan.Scope
	// Check is the least severe finding of the rules that is shown; empty is Warning.
	Check plan.Severity
}

// checkOff switches the rules off.
const checkOff plan.Severity = "off"

// scopes and checks are what the options may say. YAML takes an Off without quotes for false.
var (
	scopes = map[string]plan.Scope{"All": "", string(plan.Application): plan.Application, string(plan.Infrastructure): plan.Infrastructure}
	checks = map[string]plan.Severity{"Error": plan.Error, "Warning": plan.Warning, "Info": plan.Info, "Off": checkOff, "false": checkOff}
)

// readOptions reads a ConfigMap; kpt and kustomize hand over an empty one where the user wrote none.
func (r *run) readOptions() {
	data := r.config.root.Get("data")
	for key, value := range plan.Entries(data) {
		path := plan.Fields("data").Key(key)
		var known bool
		switch key {
		case "scope":
			if r.options.Scope, known = scopes[value.Text()]; !known {
				r.invalidf(r.config, path, "bad-option", "scope is %q; allowed are All, Application and Infrastructure", value.Text())
			}
		case "check":
			if r.options.Check, known = checks[value.Text()]; !known {
				r.invalidf(r.config, path, "bad-option", "check is %q; allowed are Error, Warning, Info and Off", value.Text())
			}
		default:
			r.invalidf(r.config, path, "unknown-option", "unknown option %q; allowed are scope and check", key)
		}
	}
}
