// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"vmha.dev/vmha/document"
	"vmha.dev/vmha/plan"
)

// restart collects, for one intent, which machines need a restart and for what.
type restart struct {
	machines []string
	fields   map[string]bool
}

// changed reports what was replaced in an object of the user.
func (r *run) changed(i *item, changes []document.Change, restarts map[plan.Ref]*restart) {
	for n, change := range changes {
		if !change.Did {
			continue
		}
		edit := change.Edit
		if n > 0 && changes[n-1].Did && changes[n-1].Edit.Mode == plan.Rename {
			continue // this sets the value of the key that was renamed: they are told as one
		}
		if change.Old != nil {
			proposed := edit.Value
			if edit.Mode == plan.Rename {
				proposed = nil // its value is a key
			}
			r.findings = append(r.findings, plan.Finding{
				ID: "changed", Severity: plan.Info, Ref: i.ref, Path: edit.Path, Source: edit.Source,
				Current: change.Old, Proposed: proposed, Message: describeChange(change),
			})
		}
		if field := restartField(edit.Path); field != "" {
			noteRestart(restarts, edit.Source.Intent, i.ref.Name, field)
		}
	}
}

func describeChange(change document.Change) string {
	was := ""
	if isScalar(change.Old) {
		was = "; it was " + brief(change.Old)
	}
	switch change.Edit.Mode {
	case plan.Rename:
		return fmt.Sprintf("replaced by %s, which %s sets%s", change.Edit.Value, change.Edit.Source.Field, was)
	case plan.Remove:
		return fmt.Sprintf("taken out, because %s excludes it%s", change.Edit.Source.Field, was)
	}
	return fmt.Sprintf("%s set %s, where %s stood", change.Edit.Source.Field, brief(change.Edit.Value), brief(change.Old))
}

func isScalar(value any) bool {
	_, isMap := value.(map[string]any)
	_, isList := value.([]any)
	return !isMap && !isList
}

// brief writes a scalar as it is, and names what is no scalar.
func brief(value any) string {
	switch v := value.(type) {
	case string:
		return fmt.Sprintf("%q", v)
	case bool, int, int32, int64, float64:
		return fmt.Sprint(v)
	case []any:
		return fmt.Sprintf("a list of %d", len(v))
	default:
		return "a map"
	}
}

// restartField is the field of the instance that an edit changes, if a running machine
// takes it over only at its next start (kubevirt pkg/virt-controller/watch/vm
// syncRestartRequired: affinity, tolerations and node selector are taken over live).
func restartField(path plan.Path) string {
	if len(path) <= len(plan.TemplateSpec) || path[:len(plan.TemplateSpec)].String() != plan.TemplateSpec.String() {
		return ""
	}
	field := path[len(plan.TemplateSpec)].Key
	if field == "tolerations" || field == "affinity" || field == "nodeSelector" {
		return ""
	}
	if field != "domain" {
		return field
	}
	deepest := field
	for _, step := range path[len(plan.TemplateSpec):] {
		if step.Key == "watchdog" || step.Key == "interfaces" {
			deepest = step.Key
		}
	}
	return deepest
}

func noteRestart(restarts map[plan.Ref]*restart, intent plan.Ref, machine, field string) {
	noted := restarts[intent]
	if noted == nil {
		noted = &restart{fields: map[string]bool{}}
		restarts[intent] = noted
	}
	if last := len(noted.machines) - 1; last < 0 || noted.machines[last] != machine { // Edits come machine by machine.
		noted.machines = append(noted.machines, machine)
	}
	noted.fields[field] = true
}

// reportRestarts tells once for each intent: no condition of KubeVirt says it for all of these fields.
func (r *run) reportRestarts(restarts map[plan.Ref]*restart) {
	for intent, noted := range restarts {
		r.findings = append(r.findings, plan.Finding{
			ID: "needs-restart", Severity: plan.Info, Ref: intent, Source: plan.Source{Intent: intent, Field: "spec.machines"},
			Message: fmt.Sprintf("%s of %s: in effect from the next start of the machine",
				strings.Join(slices.Sorted(maps.Keys(noted.fields)), ", "), plan.Enumerate(noted.machines)),
		})
	}
}

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }
