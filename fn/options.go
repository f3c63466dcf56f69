// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import "vmha.dev/vmha/plan"

// Options are what a ConfigMap as functionConfig may say.
type Options struct {
	// Scope limits a run to the objects of the application or to those of the infrastructure; empty is both.
	Scope plan.Scope
}

// readOptions reads a ConfigMap; kpt and kustomize hand over an empty one where the user wrote none.
func (r *run) readOptions() {
	data := r.config.root.Get("data")
	for key, value := range data.Entries() {
		path := plan.Fields("data").Key(key)
		if key != "scope" {
			r.invalidf(r.config, path, "unknown-option", "unknown option %q; allowed is scope", key)
			continue
		}
		switch scope := value.Text(); scope {
		case "All":
		case string(plan.Application), string(plan.Infrastructure):
			r.options.Scope = plan.Scope(scope)
		default:
			r.invalidf(r.config, path, "bad-option", "scope is %q; allowed are All, Application and Infrastructure", scope)
		}
	}
}
