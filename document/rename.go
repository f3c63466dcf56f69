// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"fmt"

	"go.yaml.in/yaml/v3"

	"vmha.dev/vmha/plan"
)

// A renaming is a key that has another name once the splices are written.
type renaming struct {
	from, to     string
	parent, node int32
}

// rename plans the splice that gives a key of the text another name. Where the text does not
// take it, the object has nodes afterwards, and the key its old name.
func (r *run) rename(change *Change) []error {
	if errs := r.flush(); errs != nil || r.o.doc != nil {
		return errs
	}
	to, err := r.o.findRenamed(change)
	if err != nil {
		return []error{err}
	}
	if to.missing != nil {
		return nil
	}
	n := &r.e.tree.nodes[to.at]
	if n.keyLen == 0 {
		return r.useNodes()
	}
	r.e.renameKey(to, n, newName(change.Edit))
	r.e.rename(change.Edit, to)
	change.Did = true
	r.waiting = append(r.waiting, change)
	return nil
}

func (e *editor) renameKey(to target, n *node, name string) {
	start, quote := len(e.buf), e.tree.src[n.keyStart:n.keyStart+1]
	if quote != `"` && quote != "'" { // JSON stays JSON.
		quote = ""
	}
	e.buf = append(e.buf, quote+name+quote...)
	e.cut(int(n.keyStart), int(n.keyEnd()), start, to.depth)
	e.touched = append(e.touched, touch{node: to.parent, step: plan.Step{Key: name}})
	e.renaming = &renaming{n.keyText(), name, to.parent, to.at}
}

// find follows a path. It is not ok where the path leads through a key that is about to be
// renamed, unless it ends in its new name.
func (e *editor) find(path plan.Path) (to target, turn *wrongTurnError, ok bool) {
	if e.renaming == nil {
		to, turn = e.tree.locate(path)
		return to, turn, true
	}
	last := len(path) - 1
	for i, step := range path {
		if step.Key == e.renaming.from || step.Key == e.renaming.to && i < last {
			return to, nil, false
		}
	}
	to, turn = e.tree.locate(path)
	if turn == nil && len(to.missing) == 1 && to.at == e.renaming.parent && path[last].Key == e.renaming.to {
		to = target{at: e.renaming.node, parent: to.at, depth: len(path), inFlow: to.inFlow}
	}
	return to, turn, true
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
	return len(name) > 1 && resolve(name) == stringScalar
}
