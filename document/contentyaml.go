// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"go.yaml.in/yaml/v3"

	"vmha.dev/vmha/plan"
)

// yaml is the content as nodes of go.yaml.in/yaml/v3.
func (c *content) yaml() *yaml.Node {
	if c.node != nil {
		return yamlOf(c.node)
	}
	if c.kind == plan.Null {
		return &yaml.Node{Kind: yaml.ScalarNode, Value: "null"}
	}
	return yamlScalar(c.text, c.typ)
}

func yamlOf(n *node) *yaml.Node {
	made := &yaml.Node{Kind: yaml.SequenceNode}
	switch plan.Kind(n.kind) {
	case plan.Null:
		return &yaml.Node{Kind: yaml.ScalarNode, Value: "null"}
	case plan.Scalar:
		return yamlScalar(n.Text(), n.scalarType())
	case plan.Map:
		made.Kind = yaml.MappingNode
	}
	if n.count == 0 {
		made.Style = yaml.FlowStyle
	}
	for i := n.first; i != 0; i = n.tree.nodes[i].next {
		child := &n.tree.nodes[i]
		if made.Kind == yaml.MappingNode {
			made.Content = append(made.Content, yamlScalar(child.keyText(), stringScalar))
		}
		made.Content = append(made.Content, yamlOf(child))
	}
	return made
}

// yamlScalar writes strings in the style of the emitter.
func yamlScalar(text string, typ scalarType) *yaml.Node {
	made := &yaml.Node{Kind: yaml.ScalarNode, Value: text}
	if typ != stringScalar {
		return made
	}
	made.Tag = stringTag
	switch written := appendScalar(nil, text, false); {
	case isLiteral(text):
		made.Style = yaml.LiteralStyle
	case written[0] == '"':
		made.Style = yaml.DoubleQuotedStyle
	case written[0] == '\'':
		made.Style = yaml.SingleQuotedStyle
	}
	return made
}
