// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"go.yaml.in/yaml/v3"

	"vmha.dev/vmha/plan"
)

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
	for i, element := range n.Content {
		if nodeMatches(element, i, step.Match) {
			return i
		}
	}
	return -1
}

// nodeMatches says whether an element has these values, be they its own or merged.
func nodeMatches(element *yaml.Node, index int, match []plan.Pair) bool {
	t, err := growTree(element, 1)
	return err == nil && t.root().matches(index, match)
}

// addTo adds the entries of a collection to another one.
func addTo(n, more *yaml.Node) {
	if n.Kind == yaml.ScalarNode {
		n.Kind, n.Tag, n.Value, n.Style = more.Kind, more.Tag, "", 0
	}
	if len(n.Content) == 0 {
		n.Style &^= yaml.FlowStyle
	}
	n.Content = append(n.Content, more.Content...)
}

func isNull(n *yaml.Node) bool {
	n = resolveAlias(n)
	return n.Kind == yaml.ScalarNode && n.Style&^yaml.TaggedStyle == 0 && (n.Tag == nullTag || isNullWord(n.Value) && n.Style == 0)
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

// detach copies a node so that it stands for itself: aliases of what is outside of
// it are written out. The nodes were grown before, so their size is limited.
func detach(root *yaml.Node) *yaml.Node {
	inside := map[*yaml.Node]bool{}
	var visit func(n *yaml.Node)
	visit = func(n *yaml.Node) {
		inside[n] = true
		for _, child := range n.Content {
			visit(child)
		}
	}
	visit(root)
	copies := map[*yaml.Node]*yaml.Node{}
	var walk func(n *yaml.Node, outside bool) *yaml.Node
	walk = func(n *yaml.Node, outside bool) *yaml.Node {
		c := new(yaml.Node)
		if n.Kind == yaml.AliasNode && (outside || !inside[n.Alias]) {
			*c = *walk(n.Alias, true)
			c.HeadComment, c.LineComment, c.FootComment = n.HeadComment, n.LineComment, n.FootComment
			return c
		}
		*c = *n
		if outside {
			c.Anchor = ""
		} else {
			copies[n] = c
		}
		c.Alias = copies[n.Alias]
		c.Content = nil
		for _, child := range n.Content {
			c.Content = append(c.Content, walk(child, outside))
		}
		return c
	}
	return walk(root, false)
}
