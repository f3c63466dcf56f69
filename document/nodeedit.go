// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"errors"
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"

	"vmha.dev/vmha/plan"
)

// editNodes makes changes to the YAML nodes and writes the document once for all of them.
// Where it cannot be written, it is written for each of them, to find those that must not be made.
func (o *Object) editNodes(changes []*Change) []error {
	if len(changes) == 0 {
		return nil
	}
	before := *o
	before.doc = cloneNodes(o.doc, map[*yaml.Node]*yaml.Node{})
	did, errs, err := o.editEach(changes)
	if err == nil && did {
		err = o.rewrite()
	}
	if err == nil {
		o.changed = o.changed || did
		return errs
	}
	*o = before
	if len(changes) == 1 {
		changes[0].Did = false
		return []error{refuse(changes[0].Edit, o.tree.root(), "the document cannot be written: "+err.Error())}
	}
	errs = nil
	for i := range changes {
		errs = append(errs, o.editNodes(changes[i:i+1])...)
	}
	return errs
}

// editEach makes changes to the nodes, one after the other. It gives the errors of those
// that were refused, and one where the nodes make no tree any more.
func (o *Object) editEach(changes []*Change) (did bool, refused []error, err error) {
	for i, change := range changes {
		edit := o.editNode
		if change.Edit.Mode == plan.Rename {
			edit = o.renameNode
		}
		change.Old, change.Did = nil, false
		if err := edit(change); err != nil {
			refused = append(refused, err)
			continue
		}
		if !change.Did {
			continue
		}
		did = true
		if i == len(changes)-1 {
			break // It is grown when it is written.
		}
		if err := o.regrow(); err != nil {
			return did, refused, err
		}
	}
	return did, refused, nil
}

// regrow makes the tree of the nodes anew, for the next edit to find its way.
func (o *Object) regrow() error {
	t, err := growTree(o.doc.Content[0], o.docLine)
	if err != nil {
		return err
	}
	t.src, t.line, t.base = o.tree.src, o.tree.line, o.tree.base
	o.tree = t
	return nil
}

// editNode applies an edit to the nodes.
func (o *Object) editNode(change *Change) error {
	edit := change.Edit
	c, err := contentOf(edit.Value)
	if len(edit.Path) == 0 {
		err = errNoPath
	}
	if err != nil {
		return refuse(edit, o.tree.root(), err.Error())
	}
	to, turn := o.tree.locate(edit.Path)
	if turn != nil {
		return refuse(edit, turn.at, turn.message)
	}
	n := &o.tree.nodes[to.at]
	if to.missing == nil {
		change.Old = n.value()
	}
	whole, err := complete(edit, &c)
	if err != nil {
		return refuse(edit, n, err.Error())
	}
	if !changes(edit.Mode, to, n, whole) {
		return nil
	}
	if to.missing != nil {
		d, err := draftOf(to.missing, whole)
		if err != nil {
			return refuse(edit, n, err.Error())
		}
		if whole, err = d.finish(); err != nil {
			return refuse(edit, n, err.Error())
		}
	}
	return o.walk(change, to, whole.yaml())
}

var errUnfaithful = errors.New("go.yaml.in/yaml/v3 would write other values than those that are meant")

func refuse(edit *plan.Edit, n *node, message string) error {
	line, column := n.Position()
	return &EditError{Edit: *edit, Line: line, Column: column, Message: message}
}

// refuseNode is an error at a YAML node.
func (o *Object) refuseNode(edit plan.Edit, n *yaml.Node, format string, args ...any) error {
	e := &EditError{Edit: edit, Message: fmt.Sprintf(format, args...)}
	if o.tree.line > 0 {
		e.Line, e.Column = n.Line+o.docLine-1, n.Column
	}
	return e
}

// walk follows the path of an edit as far as it is there, and applies the edit at its
// end. It refuses what would change other places too.
func (o *Object) walk(change *Change, to target, value *yaml.Node) error {
	edit := *change.Edit
	cur, parent, at := o.doc.Content[0], (*yaml.Node)(nil), 0
	there := len(edit.Path) - len(to.missing)
	for i, step := range edit.Path[:there] {
		if err := o.checkShared(edit, edit.Path[:i], cur); err != nil {
			return err
		}
		if at = childOf(cur, step); at < 0 {
			return o.refuseNode(edit, cur, "%s comes from a merge key <<: what stands there is shared with other places", edit.Path[:i+1])
		}
		parent, cur = cur, cur.Content[at]
	}
	if to.missing == nil {
		if err := o.checkAnchors(edit, parent.Content[at]); err != nil {
			return err
		}
		finish(edit.Mode, parent, at, value)
		change.Did = true
		return nil
	}
	if err := o.checkShared(edit, edit.Path[:there], cur); err != nil {
		return err
	}
	addTo(cur, value)
	change.Did = true
	return nil
}

// checkShared refuses a node that is an alias, or that has aliases elsewhere.
func (o *Object) checkShared(edit plan.Edit, path plan.Path, n *yaml.Node) error {
	where := path.String()
	if where == "" {
		where = "the object"
	}
	if n.Kind == yaml.AliasNode {
		return o.refuseNode(edit, n, "%s is an alias of anchor %s: what stands there is shared with other places", where, n.Value)
	}
	if n.Anchor != "" && hasAlias(o.doc, n) {
		return o.refuseNode(edit, n, "%s has the anchor %s: what stands there is shared with other places", where, n.Anchor)
	}
	return nil
}

func hasAlias(n, target *yaml.Node) bool {
	return n.Alias == target || slices.ContainsFunc(n.Content, func(child *yaml.Node) bool { return hasAlias(child, target) })
}

// finish applies an edit to a child of n.
func finish(mode plan.Mode, n *yaml.Node, at int, value *yaml.Node) {
	switch mode {
	case plan.Remove:
		from := at
		if n.Kind == yaml.MappingNode {
			from--
		}
		n.Content = slices.Delete(n.Content, from, at+1)
		if len(n.Content) == 0 {
			// The encoder writes an empty block below a comment, where it cannot stand.
			n.Style |= yaml.FlowStyle
		}
	case plan.Rename:
		key := *n.Content[at-1]
		key.Value, key.Style = value.Value, key.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle)
		n.Content[at-1] = &key
	default:
		replaceNode(n.Content[at], value)
	}
}

// checkAnchors refuses to take away what has aliases elsewhere.
func (o *Object) checkAnchors(edit plan.Edit, n *yaml.Node) error {
	if n.Kind == yaml.AliasNode && edit.Mode == plan.Remove {
		return nil
	}
	if err := o.checkShared(edit, edit.Path, n); err != nil {
		return err
	}
	for _, child := range n.Content {
		if child.Kind == yaml.AliasNode {
			continue
		}
		if err := o.checkAnchors(edit, child); err != nil {
			return err
		}
	}
	return nil
}

// replaceNode puts a value in the place of another and keeps its comments, and its
// quotes where both are strings.
func replaceNode(old, value *yaml.Node) {
	style := value.Style
	quotes := yaml.SingleQuotedStyle | yaml.DoubleQuotedStyle
	if old.Kind == yaml.ScalarNode && value.Kind == yaml.ScalarNode && old.Style&quotes != 0 && value.ShortTag() == stringTag && style&yaml.LiteralStyle == 0 {
		style = old.Style & quotes
	}
	old.Kind, old.Tag, old.Value, old.Style, old.Content, old.Alias, old.Anchor = value.Kind, value.Tag, value.Value, style, value.Content, nil, ""
}

// rewrite encodes the nodes and reads the new text. The encoder has its faults: what
// it writes must read as what was meant. It folds some texts wrongly, so those are
// quoted where it does.
func (o *Object) rewrite() error {
	want, err := growTree(o.doc.Content[0], 1)
	if err != nil {
		return err
	}
	if err = o.encode(want); errors.Is(err, errUnfaithful) {
		quoteFolded(o.doc)
		err = o.encode(want)
	}
	return err
}

func (o *Object) encode(want *tree) error {
	text, err := encodeNodes(o.doc, sequenceIndent(o.tree.src) == 0)
	if err != nil {
		return err
	}
	before := *o
	if err := o.grow(text, "", source{line: o.tree.line}); err != nil {
		return fmt.Errorf("%w: %w", errUnfaithful, err)
	}
	if !equal(want.root(), o.tree.root()) {
		*o = before
		return errUnfaithful
	}
	o.parent = -1
	return nil
}

// quoteFolded has folded and literal scalars written in quotes.
func quoteFolded(n *yaml.Node) {
	if n.Style&(yaml.FoldedStyle|yaml.LiteralStyle) != 0 {
		n.Style = n.Style&^(yaml.FoldedStyle|yaml.LiteralStyle) | yaml.DoubleQuotedStyle
	}
	for _, child := range n.Content {
		quoteFolded(child)
	}
}
