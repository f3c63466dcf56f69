// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// machineHasNoTemplate: a machine without a template is not judged.
var machineHasNoTemplate = Rule{
	ID:       "machine-has-no-template",
	Topic:    Packaging,
	Title:    "a machine without a template is not judged",
	Why:      "A VirtualMachine needs spec.template with its domain, and the API server refuses one without. A patch has none: what is built from it is what counts.",
	Severity: plan.Info,
	Since:    since,
	Links:    []string{kubevirt + "staging/src/kubevirt.io/api/core/v1/types.go"},
	Check: whole(func(w *World) []plan.Finding {
		var r report
		for _, item := range w.Incomplete {
			whole := w.byName[item.Ref.Kind+" "+item.Ref.Name] || !item.Ref.Is(kubevirtGroup, kindMachine)
			if template := item.Root.Get("spec").Get("template"); !plan.Exists(template) && !whole {
				r.on(item, "spec.template", "the machine has no template, so nothing is said of it; if this is a patch, check what is built from it, and else add the template")
			}
		}
		return r.findings
	}),
}
