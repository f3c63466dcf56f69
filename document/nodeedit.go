// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"vmha.dev/vmha/plan"
)

// editNodes applies an edit to the YAML nodes and writes the document again.
func (o *Object) editNodes(edit plan.Edit) (bool, error) {
	if len(edit.Path) == 0 {
		return false, o.nodeError(edit, o.doc.Content[0], "an edit needs a path")
	}
	value, err := valueNodes(edit, sequenceIndent(o.text))
	if err != nil {
		return false, o.nodeError(edit, o.doc.Content[0], err.Error())
	}
	before := cloneNodes(o.doc, map[*yaml.Node]*yaml.Node{})
	did, err := o.walk(edit, value)
	if err != nil || !did {
		o.doc = before
		return false, err
	}
	if err := o.rewrite(); err != nil {
		o.doc = before
		return false, o.nodeError(edit, o.doc.Content[0], err.Error())
	}
	return true, nil
}

func (o *Object) nodeError(edit plan.Edit, n *yaml.Node, message string) error {
	e := &EditError{Edit: edit, Message: message}
	if o.line > 0 {
		e.Line, e.Column = n.Line+o.line-1, n.Column
	}
	return e
}

// valueNodes is the value of an edit as nodes; nil for Remove.
func valueNodes(edit plan.Edit, sequence int) (*yaml.Node, error) {
	if edit.Mode == plan.Remove {
		return nil, nil
	}
	text, err := emitted(edit.Value, place{2, behindKey}, sequence)
	if err != nil {
		return nil, err
	}
	doc, err := parseNodes("v:"+text, 1)
	if err != nil {
		return nil, err
	}
	return doc.Content[0].Content[1], nil
}

// walk follows the path of an edit and applies it at its end.
func (o *Object) walk(edit plan.Edit, value *yaml.Node) (bool, error) {
	cur := o.doc.Content[0]
	made := false
	for i, step := range edit.Path {
		if err := o.enter(edit, cur, i, step); err != nil {
			return false, err
		}
		at := childOf(cur, step)
		last := i == len(edit.Path)-1
		if at < 0 && (edit.Mode == plan.Remove || inherits(cur, step)) {
			if edit.Mode == plan.Remove && !inherits(cur, step) {
				return false, nil
			}
			return false, o.nodeError(edit, cur, fmt.Sprintf("%s comes from a merge key <<", edit.Path[:i+1]))
		}
		if last {
			return o.finish(edit, cur, at, step, value)
		}
		if at < 0 {
			at = addChild(cur, step, i == 0 && step.Key == "metadata", emptyFor(edit.Path[i+1]))
			made = true
		}
		cur = cur.Content[at]
	}
	return made, nil
}

// enter checks that a step can be taken from a node, and makes a collection of a null.
func (o *Object) enter(edit plan.Edit, n *yaml.Node, i int, step plan.Step) error {
	where := edit.Path[:i].String()
	if where == "" {
		where = "the object"
	}
	if n.Kind == yaml.AliasNode {
		return o.nodeError(edit, n, fmt.Sprintf("%s is an alias of anchor %s: what stands there is shared with other places", where, n.Value))
	}
	if n.Kind == yaml.ScalarNode && resolve(n.Value) == nullScalar && n.Style == 0 {
		*n = yaml.Node{Kind: emptyFor(step).Kind, Tag: emptyFor(step).Tag, Line: n.Line, Column: n.Column, HeadComment: n.HeadComment, LineComment: n.LineComment, FootComment: n.FootComment}
	}
	want, name := yaml.MappingNode, "map"
	if step.Match != nil {
		want, name = yaml.SequenceNode, "list"
	}
	if n.Kind == want {
		return nil
	}
	found := map[yaml.Kind]string{yaml.MappingNode: "a map", yaml.SequenceNode: "a list", yaml.ScalarNode: fmt.Sprintf("the value %q", n.Value)}[n.Kind]
	return o.nodeError(edit, n, fmt.Sprintf("%s is %s, not a %s", where, found, name))
}

func emptyFor(step plan.Step) *yaml.Node {
	if step.Match != nil {
		return &yaml.Node{Kind: yaml.SequenceNode, Tag: sequenceTag}
	}
	return &yaml.Node{Kind: yaml.MappingNode, Tag: mapTag}
}

// childOf is the index in Content of what a step leads to, or -1.
func childOf(n *yaml.Node, step plan.Step) int {
	if step.Match == nil {
		for i := 0; i+1 < len(n.Content); i += 2 {
			if resolveAlias(n.Content[i]).Value == step.Key && !isMerge(n.Content[i]) {
				return i + 1
			}
		}
		return -1
	}
	return slices.IndexFunc(n.Content, func(element *yaml.Node) bool { return nodeMatches(element, step.Match) })
}

func nodeMatches(element *yaml.Node, match []plan.Pair) bool {
	element = resolveAlias(element)
	for _, pair := range match {
		at := -1
		if element.Kind == yaml.MappingNode {
			at = childOf(element, plan.Step{Key: pair.Key})
		}
		text := ""
		if at >= 0 {
			text = resolveAlias(element.Content[at]).Value
		}
		if text != pair.Value {
			return false
		}
	}
	return true
}

// inherits says whether << brings the key of a step to a map.
func inherits(n *yaml.Node, step plan.Step) bool {
	if step.Match != nil {
		return false
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if isMerge(n.Content[i]) && brings(n.Content[i+1], step) {
			return true
		}
	}
	return false
}

func brings(n *yaml.Node, step plan.Step) bool {
	n = resolveAlias(n)
	if n.Kind == yaml.SequenceNode {
		return slices.ContainsFunc(n.Content, func(element *yaml.Node) bool { return brings(element, step) })
	}
	return n.Kind == yaml.MappingNode && (childOf(n, step) >= 0 || inherits(n, step))
}

// addChild adds a key or an element and returns the index of its value.
func addChild(n *yaml.Node, step plan.Step, _ bool, value *yaml.Node) int {
	if len(n.Content) == 0 {
		n.Style &^= yaml.FlowStyle
	}
	if step.Match != nil {
		if value.Kind == yaml.MappingNode {
			for i, pair := range step.Match {
				if childOf(value, plan.Step{Key: pair.Key}) < 0 {
					value.Content = slices.Insert(value.Content, 2*i, textNode(pair.Key), textNode(pair.Value))
				}
			}
		}
		n.Content = append(n.Content, value)
		return len(n.Content) - 1
	}
	n.Content = append(n.Content, textNode(step.Key), value)
	return len(n.Content) - 1
}

// textNode is a string as a node, in quotes where it needs them.
func textNode(text string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.ScalarNode, Tag: stringTag, Value: text}
	if !isPlain(text, true) {
		n.Style = yaml.DoubleQuotedStyle
	}
	return n
}

// finish applies an edit to a child of n.
func (o *Object) finish(edit plan.Edit, n *yaml.Node, at int, step plan.Step, value *yaml.Node) (bool, error) {
	if at < 0 {
		addChild(n, step, false, value)
		return true, nil
	}
	old := n.Content[at]
	switch edit.Mode {
	case plan.Remove:
		from := at
		if step.Match == nil {
			from--
		}
		n.Content = slices.Delete(n.Content, from, at+1)
		return true, nil
	case plan.Default, plan.Insert:
		if step.Match != nil || !isNull(old) {
			return false, nil
		}
	}
	if old.Kind == yaml.AliasNode {
		return false, o.nodeError(edit, old, fmt.Sprintf("%s is an alias of anchor %s: what stands there is shared with other places", edit.Path, old.Value))
	}
	if old.Anchor != "" {
		return false, o.nodeError(edit, old, fmt.Sprintf("%s has the anchor %s: what stands there is shared with other places", edit.Path, old.Anchor))
	}
	same, err := equalNodes(old, value)
	if err != nil || same {
		return false, err
	}
	replaceNode(old, value)
	return true, nil
}

func isNull(n *yaml.Node) bool {
	n = resolveAlias(n)
	return n.Kind == yaml.ScalarNode && n.Style == 0 && resolve(n.Value) == nullScalar
}

func equalNodes(a, b *yaml.Node) (bool, error) {
	x, err := growTree(a, 1)
	if err != nil {
		return false, err
	}
	y, err := growTree(b, 1)
	if err != nil {
		return false, err
	}
	return equal(x.root(), y.root()), nil
}

// replaceNode puts a value in the place of another and keeps its comments, and its
// quotes where both are strings.
func replaceNode(old, value *yaml.Node) {
	style := value.Style
	quotes := yaml.SingleQuotedStyle | yaml.DoubleQuotedStyle
	if old.Kind == yaml.ScalarNode && value.Kind == yaml.ScalarNode && old.Style&quotes != 0 && value.ShortTag() == stringTag && style&yaml.LiteralStyle == 0 {
		style = old.Style & quotes
	}
	old.Kind, old.Tag, old.Value, old.Style, old.Content, old.Alias = value.Kind, value.Tag, value.Value, style, value.Content, nil
}

// rewrite encodes the nodes and indexes the new text.
func (o *Object) rewrite() error {
	text, err := encodeNodes(o.doc, sequenceIndent(o.text) == 0)
	if err != nil {
		return err
	}
	if lineBreak(o.text) == "\r\n" {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	doc, err := parseNodes(text, 1)
	if err != nil {
		return err
	}
	line := o.line
	o.text, o.doc = text, doc
	if err := o.index(); err != nil {
		return err
	}
	o.line = line
	return nil
}

// encodeNodes writes nodes with an encoder of their own: one that is used for
// several documents keeps every event of them.
func encodeNodes(doc *yaml.Node, compact bool) (text string, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("cannot write the document: %v", p)
		}
	}()
	var b bytes.Buffer
	encoder := yaml.NewEncoder(&b)
	encoder.SetIndent(2)
	if compact {
		encoder.CompactSeqIndent()
	}
	if err := encoder.Encode(doc); err != nil {
		return "", err
	}
	if err := encoder.Close(); err != nil {
		return "", err
	}
	return b.String(), nil
}

// sequenceIndent is how much deeper than its key the first list of a text stands.
func sequenceIndent(text string) int {
	previous := ""
	for line := range strings.Lines(text) {
		trimmed := strings.TrimLeft(line, " ")
		if isSkipped(line) {
			continue
		}
		if strings.HasPrefix(trimmed, "- ") && strings.HasSuffix(strings.TrimRight(previous, " \r\n"), ":") && !strings.HasPrefix(strings.TrimLeft(previous, " "), "- ") {
			return min(max(len(line)-len(trimmed)-(len(previous)-len(strings.TrimLeft(previous, " "))), 0), 2)
		}
		previous = line
	}
	return 0
}

func cloneNodes(n *yaml.Node, seen map[*yaml.Node]*yaml.Node) *yaml.Node {
	if n == nil {
		return nil
	}
	if c := seen[n]; c != nil {
		return c
	}
	c := new(yaml.Node)
	*c = *n
	seen[n] = c
	c.Alias = cloneNodes(n.Alias, seen)
	c.Content = make([]*yaml.Node, len(n.Content))
	for i, child := range n.Content {
		c.Content[i] = cloneNodes(child, seen)
	}
	return c
}
