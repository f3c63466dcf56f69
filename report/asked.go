// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package report

import (
	"fmt"
	"slices"

	"vmha.dev/vmha/plan"
)

// Asked is something that a field of an intent asked for: an object, or a field of machines.
type Asked struct {
	Source plan.Source
	// Object is what was made; its zero value where machines were changed.
	Object plan.Ref
	// Machines were changed at Path. Value is a scalar; nil where more stands there.
	Machines []plan.Ref
	Path     plan.Path
	Value    any
	Removed  bool
	// Renamed is the name that the key got, where that is what was asked for.
	Renamed string
	// Rules find something once this is taken away.
	Rules []string
}

// AskedFor lists what the objects and edits of a run were asked for by. Edits that yield to what
// a machine says by itself are left out.
func AskedFor(made []plan.Object, edits []plan.Edit, inv *plan.Inventory) []Asked {
	var all []Asked
	for _, object := range made {
		all = append(all, Asked{Source: object.Source, Object: object.Ref})
	}
	roots := map[plan.Ref]plan.Node{}
	for _, item := range inv.Items() {
		roots[item.Ref] = item.Root
	}
	at := map[string]int{}
	for _, edit := range edits {
		if root := roots[edit.Target]; root == nil || yields(edit, root) {
			continue
		}
		asked := Asked{Source: edit.Source, Machines: []plan.Ref{edit.Target}, Path: edit.Path, Value: scalar(edit.Value), Removed: edit.Mode == plan.Remove}
		if edit.Mode == plan.Rename {
			asked.Renamed, _ = edit.Value.(string)
			asked.Value = nil
		}
		key := fmt.Sprint(asked.Source, asked.Path, asked.Value, asked.Removed, asked.Renamed)
		if i, found := at[key]; found {
			all[i].Machines = append(all[i].Machines, edit.Target)
			continue
		}
		at[key] = len(all)
		all = append(all, asked)
	}
	return all
}

func yields(edit plan.Edit, root plan.Node) bool {
	return (edit.Mode == plan.Default || edit.Mode == plan.Insert) && plan.Exists(plan.At(root, edit.Path))
}

func scalar(value any) any {
	switch value.(type) {
	case string, bool, int64:
		return value
	default:
		return nil
	}
}

// intents are those that asked, in their order.
func intents(all []Asked) []plan.Ref {
	var refs []plan.Ref
	for _, a := range all {
		if !slices.Contains(refs, a.Source.Intent) {
			refs = append(refs, a.Source.Intent)
		}
	}
	slices.SortFunc(refs, plan.Ref.Compare)
	return refs
}

// what names the thing that was asked for.
func (a Asked) what() string {
	if a.Object != (plan.Ref{}) {
		return a.Object.String()
	}
	text := names(a.Machines) + " " + a.Path.String()
	switch {
	case a.Removed:
		return text + " (taken out)"
	case a.Renamed != "":
		return text + " (replaced by " + a.Renamed + ")"
	case a.Value != nil:
		return fmt.Sprintf("%s: %v", text, a.Value)
	default:
		return text
	}
}
