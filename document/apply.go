// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"errors"
	"strings"

	"vmha.dev/vmha/plan"
)

// A Change says what became of an edit.
type Change struct {
	Edit plan.Edit
	// Did says whether the edit changed anything.
	Did bool
	// Old is what stood there: nil, a string, bool, int64, float64, []any or map[string]any.
	Old any
}

// Apply applies edits one after the other and answers with a change for each, in
// their order. An edit that cannot be applied changes nothing; its *EditError is
// among the joined errors, and the other edits still apply.
//
// A Set of an equal value is no change. Insert and Remove act on list elements and
// keys; an Insert whose path ends in a key acts as Default.
func (o *Object) Apply(edits []plan.Edit) ([]Change, error) {
	changes := make([]Change, len(edits))
	var errs []error
	for i, edit := range edits {
		change, err := o.apply(edit)
		if err != nil {
			errs = append(errs, err)
		}
		changes[i] = change
	}
	return changes, errors.Join(errs...)
}

func (o *Object) apply(edit plan.Edit) (Change, error) {
	change := Change{Edit: edit}
	if n, ok := plan.At(o.tree.root(), edit.Path).(*node); ok {
		change.Old = n.value()
	}
	did, err := o.editNodes(edit)
	change.Did = did
	if !did || err != nil {
		return change, err
	}
	o.changed = true
	return change, nil
}

func (o *Object) refuse(edit plan.Edit, n plan.Node, message string) *EditError {
	line, column := n.Position()
	return &EditError{Edit: edit, Line: line, Column: column, Message: message}
}

// lineBreak is the line break of a text.
func lineBreak(text string) string {
	if i := strings.IndexByte(text, '\n'); i > 0 && text[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}
