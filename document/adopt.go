// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"slices"
	"strings"

	"vmha.dev/vmha/plan"
)

// Adopt brings an object to the content of another where it stands: what both say stays
// as it is written, with the comments. It answers whether that was done. Where there is no
// comment to keep, or where the text does not take it, for example because of an alias,
// the other is better put in its place.
func (o *Object) Adopt(other *Object) bool {
	have, want := o.tree.root(), other.tree.root()
	if !strings.Contains(o.tree.src, "#") {
		return equal(have, want)
	}
	edits := between(nil, have, want)
	if len(edits) == 0 {
		return true
	}
	_, err := o.Apply(edits)
	return err == nil && equal(o.tree.root(), want)
}

// between are the edits that make one value of another, as deep as they can be: of maps
// key by key, of lists element by element.
func between(path plan.Path, have, want *node) []plan.Edit {
	switch {
	case equal(have, want):
		return nil
	case have.kind != want.kind, have.Len() == 0, want.Len() == 0:
	case want.Kind() == plan.Map:
		return betweenMaps(path, have, want)
	case want.Kind() == plan.List:
		if edits, ok := betweenLists(path, have, want); ok {
			return edits
		}
	}
	return []plan.Edit{{Path: path, Value: want, Mode: plan.Set}}
}

func betweenMaps(path plan.Path, have, want *node) []plan.Edit {
	var edits []plan.Edit
	for key := range plan.Entries(have) {
		if want.get(key) == absent {
			edits = append(edits, plan.Edit{Path: path.Key(key), Mode: plan.Remove})
		}
	}
	for key, value := range plan.Entries(want) {
		if before := have.get(key); before == absent {
			edits = append(edits, plan.Edit{Path: path.Key(key), Value: value, Mode: plan.Set})
		} else {
			edits = append(edits, between(path.Key(key), before, value.(*node))...)
		}
	}
	return edits
}

// betweenLists follows elements by their names where all have one, else by their numbers
// where the list stays as long. It answers false where elements have changed places.
func betweenLists(path plan.Path, have, want *node) (edits []plan.Edit, ok bool) {
	before, after := names(have), names(want)
	if before == nil || after == nil {
		if have.Len() != want.Len() {
			return nil, false
		}
		old := have.First()
		for i, element := range plan.Elements(want) {
			edits = append(edits, between(path.Index(i), old.(*node), element.(*node))...)
			old = old.Next()
		}
		return edits, true
	}
	var stay []string
	for _, name := range before {
		if slices.Contains(after, name) {
			stay = append(stay, name)
		} else {
			edits = append(edits, plan.Edit{Path: path.Elem("name", name), Mode: plan.Remove})
		}
	}
	if len(stay) == 0 || !slices.Equal(stay, after[:min(len(stay), len(after))]) {
		return nil, false
	}
	for i, element := range plan.Elements(want) {
		at := path.Elem("name", after[i])
		if i < len(stay) {
			edits = append(edits, between(at, plan.Named(have, "name", after[i]).(*node), element.(*node))...)
		} else {
			edits = append(edits, plan.Edit{Path: at, Value: element, Mode: plan.Insert})
		}
	}
	return edits, true
}

// names are those of the elements of a list; nil unless each has one of its own.
func names(list *node) []string {
	var all []string
	for _, element := range plan.Elements(list) {
		name := element.Get("name").Text()
		if name == "" || slices.Contains(all, name) {
			return nil
		}
		all = append(all, name)
	}
	return all
}
