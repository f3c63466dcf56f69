// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"vmha.dev/vmha/plan"
)

// A target is where the path of an edit leads: to a node, or to the node at which
// the rest of the path is missing.
type target struct {
	at      int32
	parent  int32
	depth   int
	missing plan.Path // nil where the whole path is there
	inFlow  bool
}

// A wrongTurnError is a path that cannot be followed.
type wrongTurnError struct {
	at      *node
	message string
}

// Error says what stands on the way.
func (w *wrongTurnError) Error() string { return w.message }

// locate follows a path through the tree.
func (t *tree) locate(path plan.Path) (target, *wrongTurnError) {
	var to target
	for i, step := range path {
		n := &t.nodes[to.at]
		to.depth = i
		to.inFlow = to.inFlow || n.style == flow && n.count > 0
		if n.kind == kind(plan.Null) {
			to.missing = path[i:]
			return to, nil
		}
		child, turn := t.follow(n, path[:i], step)
		if turn != nil {
			return to, turn
		}
		if child == 0 {
			to.missing = path[i:]
			return to, nil
		}
		to.parent, to.at = to.at, child
	}
	to.depth = len(path)
	return to, nil
}

// follow is the child that a step leads to, or 0.
func (t *tree) follow(n *node, way plan.Path, step plan.Step) (int32, *wrongTurnError) {
	if step.Match == nil {
		if n.kind != kind(plan.Map) {
			return 0, &wrongTurnError{n, notA("map", way, n)}
		}
		for i := n.first; i != 0; i = t.nodes[i].next {
			if t.nodes[i].hasKey(step.Key) {
				return i, nil
			}
		}
		return 0, nil
	}
	if n.kind != kind(plan.List) {
		return 0, &wrongTurnError{n, notA("list", way, n)}
	}
	index := 0
	for i := n.first; i != 0; i = t.nodes[i].next {
		if t.nodes[i].matches(index, step.Match) {
			return i, nil
		}
		index++
	}
	return 0, nil
}

// matches says whether the element with this index is the one that a step means. A
// key may be dotted; an empty one stands for the index.
func (n *node) matches(index int, match []plan.Pair) bool {
	return !slices.ContainsFunc(match, func(p plan.Pair) bool {
		if p.Key == "" {
			return strconv.Itoa(index) != p.Value
		}
		return n.field(p.Key).Text() != p.Value
	})
}

// field follows the dotted key of an element.
func (n *node) field(dotted string) *node {
	for {
		key, rest, more := strings.Cut(dotted, ".")
		n = n.get(key)
		if !more {
			return n
		}
		dotted = rest
	}
}

// notA says that something else stands on the way of a path.
func notA(want string, way plan.Path, n *node) string {
	where := way.String()
	if where == "" {
		where = "the object"
	}
	found := fmt.Sprintf("the value %q", n.Text())
	switch plan.Kind(n.kind) {
	case plan.Map:
		found = "a map"
	case plan.List:
		found = "a list"
	case plan.Null:
		found = "null"
	}
	return fmt.Sprintf("%s is %s, not a %s", where, found, want)
}

// changes says whether an edit of this mode changes anything at a target.
func changes(mode plan.Mode, to target, n *node, c *content) bool {
	switch mode {
	case plan.Remove:
		return to.missing == nil
	case plan.Default, plan.Insert:
		return to.missing != nil || n.kind == kind(plan.Null)
	}
	return to.missing != nil || !c.equals(n)
}
