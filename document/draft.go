// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"errors"
	"fmt"
	"slices"

	"vmha.dev/vmha/plan"
)

// A draft is a value that is about to be written: what is missing of a path, with
// the value of an edit at its end.
type draft struct {
	key     string
	content *content // set where the rest is the value of an edit as it is
	list    bool
	entries []*draft
}

// draftOf drafts the collection in which the first step of a path is missing.
func draftOf(path plan.Path, c *content) (*draft, error) {
	if len(path) == 0 {
		return &draft{content: c}, nil
	}
	child, err := draftOf(path[1:], c)
	if err != nil {
		return nil, err
	}
	if path[0].Match == nil {
		child.key = path[0].Key
		return &draft{entries: []*draft{child}}, nil
	}
	if _, err := child.name(path[0].Match); err != nil {
		return nil, err
	}
	return &draft{list: true, entries: []*draft{child}}, nil
}

// name gives an element the keys by which it is found, before all others, and says
// whether it lacked one.
func (d *draft) name(match []plan.Pair) (lacked bool, err error) {
	at := 0
	for _, pair := range match {
		if pair.Key == "" {
			continue
		}
		added, err := d.put(plan.Fields(pair.Key), pair, at)
		if err != nil {
			return false, err
		}
		if added {
			lacked = true
			at++
		}
	}
	return lacked, nil
}

// put adds a value below keys, at a place among the entries, unless it is there.
func (d *draft) put(keys plan.Path, pair plan.Pair, at int) (added bool, err error) {
	if !d.expand() {
		return false, errors.New("an element that is found by its keys must be a map")
	}
	i := slices.IndexFunc(d.entries, func(entry *draft) bool { return entry.key == keys[0].Key })
	switch {
	case i < 0 && pair.Value == "":
		return false, nil
	case i < 0:
		child, err := draftOf(keys[1:], &content{kind: plan.Scalar, text: pair.Value})
		if err != nil {
			return false, err
		}
		child.key = keys[0].Key
		d.entries = slices.Insert(d.entries, min(at, len(d.entries)), child)
		return true, nil
	case len(keys) > 1:
		return d.entries[i].put(keys[1:], pair, 0)
	}
	if have := d.entries[i].content; have == nil || have.kind != plan.Scalar || have.text != pair.Value {
		return false, fmt.Errorf("there is no element with %s=%s, and the value names another one", pair.Key, pair.Value)
	}
	return false, nil
}

// expand turns a value that is a map into its entries.
func (d *draft) expand() bool {
	if d.content == nil {
		return !d.list
	}
	if d.content.kind != plan.Map {
		return false
	}
	n := d.content.node
	d.content = nil
	for i := n.first; i != 0; i = n.tree.nodes[i].next {
		child := contentAt(&n.tree.nodes[i])
		d.entries = append(d.entries, &draft{key: n.tree.nodes[i].keyText(), content: &child})
	}
	return true
}

// draft writes a draft in block style.
func (e *emitter) draft(d *draft, at place) {
	switch {
	case d.content != nil:
		e.write(d.content, at)
		return
	case len(d.entries) == 0:
		e.word(append(e.lead(at), '{', '}'))
		return
	case d.list && at.where == behindKey:
		at.column += e.sequence - e.step
	}
	for i, entry := range d.entries {
		e.begin(i, at)
		e.draftEntry(d, entry, at)
	}
}

// draftEntry writes one entry of a draft, behind its key or dash.
func (e *emitter) draftEntry(d, entry *draft, at place) {
	if d.list {
		e.buf = append(e.buf, '-', ' ')
		e.draft(entry, place{at.column + 2, behindDash})
		return
	}
	e.key(entry.key)
	e.draft(entry, e.below(at))
}

// finish turns a draft into a content.
func (d *draft) finish() (*content, error) {
	e := emitter{layout: ownLayout, buf: []byte("v:")}
	e.draft(d, place{ownLayout.step, behindKey})
	if e.err != nil {
		return nil, e.err
	}
	t, ok := indexTree(string(e.buf), 0, -1)
	if !ok {
		return nil, errors.New("cannot read back what the value is written as")
	}
	made := contentAt(t.root().get("v"))
	return &made, nil
}

// complete adds the keys by which an element is found to the value that is set for it.
func complete(edit *plan.Edit, c *content) (*content, error) {
	last := edit.Path[len(edit.Path)-1]
	if last.Match == nil || edit.Mode == plan.Remove || c.kind == plan.Map && c.node.matches(-1, last.Match) {
		return c, nil
	}
	d := &draft{content: c}
	lacked, err := d.name(last.Match)
	if err != nil || !lacked {
		return c, err
	}
	return d.finish()
}
