// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"errors"
	"fmt"

	"go.yaml.in/yaml/v3"

	"vmha.dev/vmha/plan"
)

// rename gives a key another name. It is no change where the key is not there.
func (o *Object) rename(r *run, change *Change) error {
	edit := change.Edit
	if r != nil {
		if errs := r.flush(); errs != nil {
			return errors.Join(errs...)
		}
	}
	name, _ := edit.Value.(string)
	if len(edit.Path) == 0 || edit.Path[len(edit.Path)-1].Match != nil || !isPlainName(name) {
		return refuse(edit, o.tree.root(), fmt.Sprintf("a key cannot be renamed to %q", name))
	}
	to, turn := o.tree.locate(edit.Path)
	if turn != nil {
		return refuse(edit, turn.at, turn.message)
	}
	if to.missing != nil {
		return nil
	}
	n := &o.tree.nodes[to.at]
	change.Old = n.value()
	if parent := &o.tree.nodes[to.parent]; parent.get(name).Kind() != plan.Absent {
		return refuse(edit, n, fmt.Sprintf("%s cannot be renamed: %s is there already", edit.Path, name))
	}
	if o.doc == nil && n.keyLen > 0 {
		src := o.tree.src
		if t, ok := indexTree(src[:n.keyStart]+name+src[n.keyEnd():], o.tree.base, o.parent); ok {
			t.line = o.tree.line
			o.tree, o.changed, change.Did = t, true, true
			r.e.next(t)
			return nil
		}
	}
	if o.doc == nil {
		if err := o.useNodes(); err != nil {
			return err
		}
	}
	return o.change(change, to, &yaml.Node{Value: name})
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
