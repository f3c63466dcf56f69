// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"slices"
	"strconv"
	"strings"

	"vmha.dev/vmha/plan"
)

// An editor turns edits into splices of the text. Splices are collected against
// one index for as long as the edits do not touch each other; then the text is
// written and indexed once for all of them.
type editor struct {
	emitter
	tree    *tree
	splices []splice
	touched []touch
	json    bool
	// renamed are keys of list elements that splices change; everything, if an element is set as a whole.
	renamed []string
	// renaming is a key that splices rename; nil for none.
	renaming *renaming
	// noMerge has maps replaced as a whole.
	noMerge bool
}

// A splice replaces src[from:to] by emitter.buf[start:end]. Where several insert at
// one place, the deeper goes first.
type splice struct {
	from, to   int
	start, end int
	depth      int
}

// inserts says whether the splice takes nothing away and adds at an offset.
func (s splice) inserts(at int) bool { return s.from == at && s.to == at }

// A touch says that a splice changes a collection: alone, or by adding a step.
type touch struct {
	node  int32
	alone bool
	step  plan.Step
}

// start readies the editor for an object.
func (e *editor) start(t *tree) {
	e.next(t)
	e.err, e.amid = nil, true
	e.layout = t.layout()
	root := t.root()
	e.json = root.style == flow && root.first != 0 && t.nodes[root.first].keyStyle >= doubleQuoted
}

// plan finds out what an edit changes and adds the splices for it. On an error
// nothing is added.
func (e *editor) plan(change *Change, c *content) (did bool, err error) {
	to, turn, ok := e.find(change.Edit.Path)
	if !ok || !e.isFree(to) || e.isRenamed(change.Edit.Path) {
		return false, errConflict
	}
	if turn != nil {
		return false, turn
	}
	n := &e.tree.nodes[to.at]
	change.Old = nil
	if to.missing == nil {
		change.Old = n.value()
	}
	if c, err = complete(change.Edit, c); err != nil || !changes(change.Edit.Mode, to, n, c) {
		return false, err
	}
	splices, touched, buf := len(e.splices), len(e.touched), len(e.buf)
	switch {
	case change.Edit.Mode == plan.Remove:
		err = e.remove(to)
	case to.missing != nil:
		err = e.insert(to, c)
	default:
		err = e.replace(to, n, c)
	}
	if err == nil {
		err = e.err
	}
	if err != nil {
		e.splices, e.touched, e.buf, e.err = e.splices[:splices], e.touched[:touched], e.buf[:buf], nil
		return false, err
	}
	e.rename(change.Edit, to)
	return true, nil
}

// everything stands for all keys.
const everything = "*"

// rename notes the key of an element that an edit changes: it may be one by which
// later edits find elements.
func (e *editor) rename(edit *plan.Edit, to target) {
	path := edit.Path
	last := len(path) - 1
	isElement := path[last].Match != nil
	inElement := slices.ContainsFunc(path[:last], func(step plan.Step) bool { return step.Match != nil })
	switch {
	case isElement && to.missing == nil, // It is set as a whole, or those behind it move up.
		inElement && edit.Mode == plan.Rename:
		e.renamed = append(e.renamed, everything)
	case inElement && !isElement:
		key := path[last].Key
		for last--; path[last].Match == nil; last-- {
			key = path[last].Key + "." + key
		}
		e.renamed = append(e.renamed, key)
	}
}

// isRenamed says whether a path looks for elements by a key that splices change.
func (e *editor) isRenamed(path plan.Path) bool {
	return len(e.renamed) > 0 && slices.ContainsFunc(path, func(step plan.Step) bool {
		return slices.ContainsFunc(step.Match, func(p plan.Pair) bool {
			return slices.ContainsFunc(e.renamed, func(key string) bool { return key == everything || isOnTheWay(key, p.Key) || isOnTheWay(p.Key, key) })
		})
	})
}

// isOnTheWay says whether one dotted key is another, or leads to it.
func isOnTheWay(key, other string) bool {
	return key == other || strings.HasPrefix(other, key) && other[len(key)] == '.'
}

// isFree says whether a target can be read and changed in the index as it is: no
// splice that waits touches it.
func (e *editor) isFree(to target) bool {
	n := &e.tree.nodes[to.at]
	for _, t := range e.touched {
		if t.node == to.at && (t.alone || to.missing == nil || conflict(t.step, to.missing[0])) {
			return false
		}
		if to.missing == nil && t.node == to.parent && t.alone {
			return false
		}
	}
	from, end := int(n.start), int(n.start)
	if to.missing == nil {
		end = int(n.end)
		if n.style == block {
			end, _ = e.tree.endOf(n)
		}
	}
	for _, s := range e.splices {
		if s.inserts(end) && s.depth < to.depth {
			continue // It adds to what is around the node.
		}
		if s.from <= end && from <= s.to && (to.missing == nil || s.from < s.to) {
			return false
		}
	}
	return true
}

// conflict says whether two steps that are both missing in one collection may be the same.
func conflict(a, b plan.Step) bool {
	if a.Match == nil || b.Match == nil {
		return a.Key == b.Key
	}
	if len(a.Match) != len(b.Match) {
		return true
	}
	for i := range a.Match {
		if a.Match[i].Key != b.Match[i].Key {
			return true
		}
		if a.Match[i].Key == "" {
			// An element with a greater index is behind the one that is added.
			before, err := strconv.Atoi(a.Match[i].Value)
			index, otherErr := strconv.Atoi(b.Match[i].Value)
			return err != nil || otherErr != nil || index <= before
		}
		if a.Match[i].Value != b.Match[i].Value {
			return false
		}
	}
	return true
}

// meets says whether the lines from:to touch a splice that waits.
func (e *editor) meets(from, to int) bool {
	return slices.ContainsFunc(e.splices, func(s splice) bool {
		if from == to && s.from == s.to {
			return false
		}
		return s.from <= to && from <= s.to
	})
}

// cut adds a splice whose text is what was emitted since start.
func (e *editor) cut(from, to, start, depth int) {
	e.splices = append(e.splices, splice{from: from, to: to, start: start, end: len(e.buf), depth: depth})
}

// text writes the text with all splices.
func (e *editor) text() string {
	slices.SortStableFunc(e.splices, func(a, b splice) int {
		switch {
		case a.from != b.from:
			return a.from - b.from
		case (a.from == a.to) != (b.from == b.to):
			return a.to - b.to
		}
		return b.depth - a.depth
	})
	size := len(e.tree.src)
	for _, s := range e.splices {
		size += s.end - s.start - (s.to - s.from)
	}
	var b strings.Builder
	b.Grow(size)
	at := 0
	for _, s := range e.splices {
		b.WriteString(e.tree.src[at:s.from])
		b.Write(e.buf[s.start:s.end])
		at = s.to
	}
	b.WriteString(e.tree.src[at:])
	return b.String()
}

// next goes on with the index of the new text.
func (e *editor) next(t *tree) {
	e.tree = t
	e.buf, e.splices, e.touched = e.buf[:0], e.splices[:0], e.touched[:0]
	e.renamed, e.renaming, e.literalEnd = e.renamed[:0], nil, 0
}
