// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"slices"

	"vmha.dev/vmha/document"
	"vmha.dev/vmha/plan"
)

// Input is what a run sees.
type Input struct {
	// Objects are the manifests, intents among them.
	Objects []*document.Object
	// Config is the functionConfig: an intent, a ConfigMap of options, or nil.
	Config *document.Object
	// Options are those of a call that has no Config to state them.
	Options Options
	// Persists says whether an object is written back to where it was read from, so that
	// another run will meet it as this one leaves it; nil asks its path annotation.
	Persists func(*document.Object) bool
}

// Outcome is what a run makes of it.
type Outcome struct {
	// Objects are the manifests as they are now: changed in place, new ones at the end,
	// pruned ones gone. Only to be used where Failed is false.
	Objects []*document.Object
	// Added, Replaced and Removed say how Objects differ from those of the input.
	Added    []Addition
	Replaced map[*document.Object]*document.Object
	Removed  map[*document.Object]bool
	// Findings, sorted.
	Findings []Finding

	// Plan and Inventory are what led to it, also where it has failed. The inventory holds what was read and the machines that are made, before any edit.
	Plan      plan.Plan
	Inventory *plan.Inventory

	run *run
}

// Made are the new objects of the plan, without their values.
func (o *Outcome) Made() []plan.Object {
	made := make([]plan.Object, 0, len(o.run.made))
	for _, i := range o.run.made {
		made = append(made, *i.source)
	}
	return made
}

// Edits are those that were made to objects of the user and to new ones.
func (o *Outcome) Edits() []plan.Edit { return slices.Concat(o.run.edits...) }

// Addition is a new object with what its place is decided by.
type Addition struct {
	Object *document.Object
	Intent plan.Ref
	Scope  plan.Scope
	// File is the name of the file, beside the intent.
	File string
}

// Finding is a finding with the object and the position that it is about.
type Finding struct {
	plan.Finding
	// Object is nil where the finding is about none of the input, such as a machine that is made here;
	// Asker is then the intent whose field brought it up, if that is of the input.
	Object, Asker *document.Object
	// Line and Column are those of the field, in Object or else in Asker.
	Line, Column int
	// Key is set where a map or list begins there: it is the key that holds it, which
	// stands on the same line or on one before.
	Key string
}

// Failed says whether an error was found, so that nothing must be written.
func (o *Outcome) Failed() bool {
	return slices.ContainsFunc(o.Findings, func(f Finding) bool { return f.Severity == plan.Error })
}
