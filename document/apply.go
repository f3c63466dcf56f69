// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"errors"
	"strings"
	"sync"

	"vmha.dev/vmha/plan"
)

// A Change says what became of an edit.
type Change struct {
	// Edit is one of those that were given to Apply.
	Edit *plan.Edit
	// Did says whether the edit changed anything.
	Did bool
	// Old is what stood there: nil, a string, bool, int64, float64, []any or map[string]any.
	Old any
}

// Apply applies edits one after the other and answers with a change for each, in
// their order. An edit that cannot be applied changes nothing; its *EditError is
// among the joined errors, and the other edits still apply.
//
// A Set of an equal value is no change. A Set of a map over a map changes only the
// entries that differ. An Insert whose path ends in a key acts as Default.
func (o *Object) Apply(edits []plan.Edit) ([]Change, error) {
	changes := make([]Change, len(edits))
	for i := range edits {
		changes[i].Edit = &edits[i]
	}
	rest, errs := o.splice(changes)
	left := make([]*Change, len(rest))
	for i := range rest {
		left[i] = &rest[i]
	}
	return changes, errors.Join(append(errs, o.editNodes(left)...)...)
}

// splice makes changes to the text for as long as it takes them. The rest is for the nodes.
func (o *Object) splice(changes []Change) (rest []Change, errs []error) {
	if o.doc != nil {
		return changes, nil
	}
	r := startRun(o)
	defer r.stop()
	for i := range changes {
		apply := r.edit
		if changes[i].Edit.Mode == plan.Rename {
			apply = r.rename
		}
		errs = append(errs, apply(&changes[i])...)
		if o.doc != nil {
			return changes[i:], errs
		}
	}
	return nil, append(errs, r.flush()...)
}

var errNoPath = errors.New("an edit needs a path")

// A run applies edits to the text of an object.
type run struct {
	o *Object
	e *editor
	// waiting are the changes whose splices wait, for the nodes should the new text not index.
	waiting []*Change
}

var editors = sync.Pool{New: func() any { return new(editor) }}

func startRun(o *Object) *run {
	r := &run{o: o, e: editors.Get().(*editor)}
	r.e.start(o.tree)
	return r
}

func (r *run) stop() {
	r.e.tree = nil
	editors.Put(r.e)
}

// edit plans one edit. Where it touches splices that wait, these are written first. Where
// the text does not take it, the object has nodes afterwards, and the edit is not made yet.
func (r *run) edit(change *Change) []error {
	if len(change.Edit.Path) == 0 {
		return r.refuse(change, errNoPath)
	}
	c, err := contentOf(change.Edit.Value)
	if err != nil {
		return r.refuse(change, err)
	}
	r.e.noMerge = false
	for {
		did, err := r.e.plan(change, &c)
		switch {
		case err == nil && did:
			change.Did = true
			r.waiting = append(r.waiting, change)
			return nil
		case err == nil:
			return nil
		case errors.Is(err, errConflict) && len(r.waiting) > 0:
			if errs := r.flush(); errs != nil || r.o.doc != nil {
				return errs
			}
		case errors.Is(err, errConflict) && !r.e.noMerge && r.stepwise(change, &c):
			return nil
		case errors.Is(err, errConflict) && !r.e.noMerge:
			r.e.noMerge = true
		case errors.Is(err, errUseNodes) && r.close():
		case errors.Is(err, errConflict), errors.Is(err, errUseNodes):
			return r.useNodes()
		default:
			return r.refuse(change, err)
		}
	}
}

func (r *run) refuse(change *Change, err error) []error {
	at := r.e.tree.root()
	if turn, ok := errors.AsType[*wrongTurnError](err); ok {
		at = turn.at
	}
	return []error{refuse(change.Edit, at, err.Error())}
}

// flush writes the splices that wait and indexes the new text.
func (r *run) flush() []error {
	if len(r.waiting) == 0 || r.o.doc != nil {
		return nil
	}
	waiting := r.waiting
	r.waiting = nil
	t, ok := indexTree(r.e.text(), r.o.tree.base, r.o.parent)
	if !ok {
		return r.redo(waiting)
	}
	t.line = r.o.tree.line
	r.o.tree = t
	r.o.changed = true
	r.e.next(t)
	return nil
}

// close ends the last line of the text, if that is what an edit needs. What waits
// is written before, which may end the line too.
func (r *run) close() bool {
	waited := len(r.waiting) > 0
	if errs := r.flush(); errs != nil || r.o.doc != nil {
		return false
	}
	if waited {
		return true
	}
	if strings.HasSuffix(r.e.tree.src, "\n") {
		return false
	}
	t, ok := indexTree(r.e.tree.closed(), r.o.tree.base, r.o.parent)
	if !ok {
		return false
	}
	t.line = r.o.tree.line
	r.o.tree = t
	r.e.next(t)
	return true
}

// redo applies edits to the nodes whose splices did not make a text that indexes.
func (r *run) redo(waiting []*Change) []error {
	if err := r.o.useNodes(); err != nil {
		return []error{err}
	}
	return r.o.editNodes(waiting)
}

// useNodes leaves the object, with what waits, to the nodes.
func (r *run) useNodes() []error {
	errs := r.flush()
	if r.o.doc != nil {
		return errs
	}
	if err := r.o.useNodes(); err != nil {
		errs = append(errs, err)
	}
	return errs
}
