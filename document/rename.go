// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"fmt"

	"go.yaml.in/yaml/v3"

	"vmha.dev/vmha/plan"
)

// rename gives a key of the text another name. Where the text does not take it, the object
// has nodes afterwards, and the key its old name.
func (r *run) rename(change *Change) []error {
	o := r.o
	if errs := r.flush(); errs != nil || o.doc != nil {
		return errs
	}
	to, err := o.findRenamed(change)
	if err != nil {
		return []error{err}
	}
	if to.missing != nil {
		return nil
	}
	n, src, name := &o.tree.nodes[to.at], o.tree.src, newName(change.Edit)
	if n.keyLen > 0 {
		if quote := src[n.keyStart]; quote == '"' || quote == '\'' { // JSON stays JSON.
			name = string(quote) + name + string(quote)
		}
		if t, ok := indexTree(src[:n.keyStart]+name+src[n.keyEnd():], o.tree.base, o.parent); ok {
			t.line = o.tree.line
			o.tree, o.changed, change.Did = t, true, true
			r.e.next(t)
			return nil
		}
	}
	return r.useNodes()
}

// renameNode gives a key of the nodes another name.
func (o *Object) renameNode(change *Change) error {
	to, err := o.findRenamed(change)
	if err != nil || to.missing != nil {
		return err
	}
	return o.walk(change, to, &yaml.Node{Value: newName(change.Edit)})
}

// findRenamed finds the key that gets another name. Nothing is to do where it is missing.
func (o *Object) findRenamed(change *Change) (target, error) {
	edit, name := change.Edit, newName(change.Edit)
	if len(edit.Path) == 0 || edit.Path[len(edit.Path)-1].Match != nil || !isPlainName(name) {
		return target{}, refuse(edit, o.tree.root(), fmt.Sprintf("a key cannot be renamed to %q", name))
	}
	to, turn := o.tree.locate(edit.Path)
	if turn != nil {
		return to, refuse(edit, turn.at, turn.message)
	}
	if to.missing != nil {
		return to, nil
	}
	n := &o.tree.nodes[to.at]
	change.Old = n.value()
	if parent := &o.tree.nodes[to.parent]; parent.get(name).Kind() != plan.Absent {
		return to, refuse(edit, n, fmt.Sprintf("%s cannot be renamed: %s is there already", edit.Path, name))
	}
	return to, nil
}

func newName(edit *plan.Edit) string {
	name, _ := edit.Value.(string)
	return name
}

// isPlainName says whether a key needs no quotes in any style.
func isPlainName(name string) bool {
	for i, r := range name {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		if !letter && (i == 0 || r < '0' || r > '9') {
			return false
		}
	}
	return len(name) > 1
}
