// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"errors"

	"vmha.dev/vmha/document"
	"vmha.dev/vmha/plan"
)

// edit applies edits to the objects that they name, and tells what was replaced in the user's own.
func (r *run) edit(parts [][]plan.Edit) {
	if len(parts) == 0 {
		return
	}
	r.edits = append(r.edits, parts...)
	targets := r.index()
	restarts := map[plan.Ref]*restart{}
	for _, part := range parts {
		i := targets[part[0].Target]
		changes, err := i.object.Apply(part)
		r.refused(i, err)
		if i.source == nil {
			r.changed(i, changes, restarts)
		}
	}
	r.reportRestarts(restarts)
}

// index finds what edits aim at: a machine that was made before one that was read.
func (r *run) index() map[plan.Ref]*item {
	owners := r.owners()
	found := make(map[plan.Ref]*item, len(r.items)+len(r.made))
	for _, i := range r.items {
		if !owners[i.owner] {
			found[i.ref] = i
		}
	}
	for _, i := range r.made {
		found[i.ref] = i
	}
	return found
}

// refused reports edits that a document does not take, such as one inside an alias.
func (r *run) refused(i *item, err error) {
	if err == nil {
		return
	}
	var joined interface{ Unwrap() []error }
	all := []error{err}
	if errors.As(err, &joined) {
		all = joined.Unwrap()
	}
	for _, one := range all {
		finding := plan.Finding{ID: "cannot-edit", Severity: plan.Error, Ref: i.ref, Message: one.Error()}
		if edit, ok := errors.AsType[*document.EditError](one); ok {
			finding.Path, finding.Source, finding.Message = edit.Edit.Path, edit.Edit.Source, edit.Message+"; write it by hand"
		}
		r.findings = append(r.findings, finding)
	}
}
