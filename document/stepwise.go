// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import "vmha.dev/vmha/plan"

// stepwise turns a map into another one by an edit for each key that differs, where the
// splices for all of them would overlap: what stays keeps its comments. It answers false,
// and has changed nothing, where that does not come out right.
func (r *run) stepwise(change *Change, c *content) bool {
	path := change.Edit.Path
	to, turn := r.e.tree.locate(path)
	if turn != nil || to.missing != nil || to.inFlow {
		return false
	}
	whole, err := complete(change.Edit, c)
	n := &r.e.tree.nodes[to.at]
	if err != nil || n.style != block || !r.e.canMerge(n, whole) {
		return false
	}
	before := *r.o
	for _, step := range betweenMaps(path, n, whole.node) {
		if errs := r.edit(&Change{Edit: &step}); errs != nil || r.flush() != nil || r.o.doc != nil {
			break
		}
	}
	now, _ := plan.At(r.o.tree.root(), path).(*node)
	if r.o.doc == nil && now != nil && equal(now, whole.node) {
		change.Old, change.Did = n.value(), true
		return true
	}
	*r.o, r.waiting, r.e.noMerge = before, nil, false
	r.e.next(before.tree)
	return false
}
