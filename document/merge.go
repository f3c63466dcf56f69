// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import "vmha.dev/vmha/plan"

// canMerge says whether a map in block style can be turned into another one entry
// by entry, so that the lines that stay, with their comments, are not touched.
func (e *editor) canMerge(n *node, c *content) bool {
	if n.kind != kind(plan.Map) || n.count == 0 || c.node == nil {
		return false
	}
	first := &e.tree.nodes[n.first]
	if e.tree.isCompact(n) {
		return c.node.get(first.keyText()) != absent
	}
	for i := n.first; i != 0; i = e.tree.nodes[i].next {
		if c.node.get(e.tree.nodes[i].keyText()) != absent {
			return true
		}
	}
	return false
}

// mergeMap turns a map into another one: it sets what differs, removes what is not
// in the other and adds what is only there.
func (e *editor) mergeMap(to target, n *node, c *content) error {
	for i := n.first; i != 0; i = e.tree.nodes[i].next {
		child := &e.tree.nodes[i]
		want := c.node.get(child.keyText())
		if want == absent {
			if err := e.removeLines(to, n, i); err != nil {
				return err
			}
			continue
		}
		made := contentAt(want)
		if made.equals(child) {
			continue
		}
		below := target{at: i, parent: to.at, depth: to.depth + 1}
		if err := e.replace(below, child, &made); err != nil {
			return err
		}
	}
	for i := c.node.first; i != 0; i = c.node.tree.nodes[i].next {
		entry := &c.node.tree.nodes[i]
		if n.get(entry.keyText()) != absent {
			continue
		}
		made := contentAt(entry)
		below := target{at: to.at, parent: to.parent, depth: to.depth, missing: plan.Path{{Key: entry.keyText()}}}
		if err := e.insert(below, &made); err != nil {
			return err
		}
	}
	e.touched = append(e.touched, touch{node: to.at, alone: true})
	return nil
}
