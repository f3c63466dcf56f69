// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/document"
	"vmha.dev/vmha/plan"
)

// item is an object of the input with what is known of it.
type item struct {
	object *document.Object
	// root is the object as it was read: edits leave it and its positions as they are.
	root  plan.Node
	ref   plan.Ref
	owner string // the owner mark; empty for the user's own
	local bool   // local-config
	gone  bool   // its intent is gone, and so is it
	// record is what earlier runs have set in a machine, and base the machine as it was before;
	// both are nil where there is no record.
	record record
	base   *document.Object
	// standing are the entries of the record that this run may take back, for they are as they were set.
	standing []undoing
	asked    bool // edits are about the machine with a record
	// source is the object of the plan that made this one in this run; nil for what was read.
	source *plan.Object
}

func newItem(o *document.Object) *item {
	marks := plan.At(o.Root(), annotationsPath)
	return &item{
		object: o, root: o.Root(), ref: Reference(o),
		owner: marks.Get(OwnedBy).Text(), local: marks.Get(localConfig).Text() == "true",
	}
}

// Reference is what names an object.
func Reference(o *document.Object) plan.Ref {
	meta := o.Root().Get("metadata")
	return plan.Ref{
		APIVersion: o.APIVersion(), Kind: o.Kind(),
		Namespace: meta.Get("namespace").Text(), Name: meta.Get("name").Text(),
	}
}

// seen is what the plan sees of an object: a machine as it was before anything was set in it.
func (i *item) seen() plan.Node {
	if i.base != nil {
		return i.base.Root()
	}
	return i.object.Root()
}

// position is where the value of a path starts, or the nearest value on the way to it.
func (i *item) position(path plan.Path) (line, column int) {
	n := i.root
	for step := range path {
		next := plan.At(n, path[step:step+1])
		if next.Kind() == plan.Absent {
			break
		}
		n = next
	}
	return n.Position()
}

// Identity names an object whatever its version: two references with one identity name one object.
func Identity(ref plan.Ref) plan.Ref {
	for i := range ref.APIVersion {
		if ref.APIVersion[i] == '/' {
			ref.APIVersion = ref.APIVersion[:i]
			return ref
		}
	}
	ref.APIVersion = ""
	return ref
}

// Made says whether an object carries the mark of an intent that made it.
func Made(o *document.Object) bool {
	return plan.Exists(plan.At(o.Root(), annotationsPath).Get(OwnedBy))
}

// Applied says whether an object is one for the cluster: no intent, and not marked as
// local configuration.
func Applied(o *document.Object) bool {
	return !isIntent(Reference(o)) && annotations(o)[localConfig] != "true"
}

// IsRenderOptions says whether a reference is to options of a call.
func IsRenderOptions(ref plan.Ref) bool {
	return isIntent(ref) && ref.Kind == v1alpha1.KindRenderOptions
}
