// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"vmha.dev/vmha/plan"
)

// Limits of one document.
const (
	maxDepth   = 1000
	maxAliased = 200_000
	maxSize    = 512 << 20
	mergeKey   = "<<"
	stringTag  = "!!str"
	binaryTag  = "!!binary"
	nullTag    = "!!null"
)

// parseNodes reads one document with go.yaml.in/yaml/v3. The text's first line has the number line.
func parseNodes(text string, line int) (root *yaml.Node, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &SyntaxError{Line: line, Message: fmt.Sprint(p)}
		}
	}()
	var doc, more yaml.Node
	decoder := yaml.NewDecoder(strings.NewReader(text))
	if err := decoder.Decode(&doc); err != nil && !errors.Is(err, io.EOF) {
		return nil, syntaxError(err, line)
	}
	// What stands behind the root, such as a key with less indentation, is only found when it is asked for.
	if err := decoder.Decode(&more); err == nil {
		return nil, &SyntaxError{Line: line + max(more.Line, 1) - 1, Message: "found text behind the end of the document; is its indentation right?"}
	} else if !errors.Is(err, io.EOF) {
		return nil, syntaxError(err, line)
	}
	return &doc, nil
}

var yamlLine = regexp.MustCompile(`^(?s:yaml: )(?:line (\d+): )?(.*)$`)

// syntaxError turns an error of the YAML library into ours.
func syntaxError(err error, line int) error {
	parts := yamlLine.FindStringSubmatch(err.Error())
	if parts == nil {
		return &SyntaxError{Line: line, Message: err.Error()}
	}
	if n, err := strconv.Atoi(parts[1]); err == nil {
		line += n - 1
	}
	message := parts[2]
	if strings.Contains(message, "cannot start any token") || strings.Contains(message, "mapping values are not allowed") {
		message += "; a tab in the indentation, or a value that needs quotes?"
	}
	return &SyntaxError{Line: line, Message: message}
}

// A grower makes a tree from YAML nodes.
type grower struct {
	tree    *tree
	line    int // added to the line of every node
	aliased int // nodes copied for aliases
	within  int // aliases that the current node stands in
	open    map[*yaml.Node]bool
}

// growTree makes the index of an object from its YAML nodes.
func growTree(root *yaml.Node, line int) (*tree, error) {
	size := sizeOf(root)
	g := grower{tree: &tree{nodes: make([]node, 0, size), marks: make([]mark, 0, size)}, line: line - 1, open: map[*yaml.Node]bool{}}
	if _, err := g.grow(root, 0); err != nil {
		return nil, err
	}
	t := g.tree
	for i := range t.nodes {
		t.nodes[i].tree = t
	}
	return t, nil
}

// sizeOf counts the nodes without those that aliases add; keys of maps are no nodes of a tree.
func sizeOf(n *yaml.Node) int {
	size := 1
	for i, child := range n.Content {
		if n.Kind != yaml.MappingNode || i%2 == 1 {
			size += sizeOf(child)
		}
	}
	return size
}

func (g *grower) refuse(n *yaml.Node, format string, args ...any) error {
	return &SyntaxError{Line: n.Line + g.line, Column: n.Column, Message: fmt.Sprintf(format, args...)}
}

// twice refuses what stands a second time.
func (g *grower) twice(n *yaml.Node, message string) error {
	return &SyntaxError{Line: n.Line + g.line, Column: n.Column, Message: message, Twice: true}
}

// grow adds a node and what is below it, and returns its index.
func (g *grower) grow(n *yaml.Node, depth int) (int32, error) {
	if depth > maxDepth {
		return 0, g.refuse(n, "nested deeper than %d levels", maxDepth)
	}
	if g.within > 0 {
		if g.aliased++; g.aliased > maxAliased {
			return 0, g.refuse(n, "aliases expand to more than %d values", maxAliased)
		}
	}
	if n.Kind == yaml.AliasNode {
		if g.open[n.Alias] {
			return 0, g.refuse(n, "anchor %s contains itself", n.Value)
		}
		g.within++
		defer func() { g.within-- }()
		return g.grow(n.Alias, depth+1)
	}
	if n.Anchor != "" {
		g.open[n] = true
		defer delete(g.open, n)
	}
	at := int32(len(g.tree.nodes))
	g.tree.nodes = append(g.tree.nodes, node{})
	g.tree.marks = append(g.tree.marks, mark{int32(n.Line + g.line), int32(n.Column)})
	g.tree.nodes[at].end = at
	var err error
	switch n.Kind {
	case yaml.MappingNode:
		err = g.mapping(at, n, depth)
	case yaml.SequenceNode:
		err = g.sequence(at, n, depth)
	default:
		err = g.scalar(at, n)
	}
	return at, err
}

func (g *grower) scalar(at int32, n *yaml.Node) error {
	text, typ, err := scalarOf(n)
	if err != nil {
		return g.refuse(n, "%v", err)
	}
	v := &g.tree.nodes[at]
	v.kind = kind(plan.Scalar)
	if typ == nullScalar {
		v.kind = kind(plan.Null)
	}
	v.typ = typ
	v.style, v.start = decoded, g.text(text)
	return nil
}

func (g *grower) text(text string) int32 {
	g.tree.texts = append(g.tree.texts, text)
	return int32(len(g.tree.texts) - 1)
}

// scalarOf is the value of a scalar as kubectl reads it.
func scalarOf(n *yaml.Node) (string, scalarType, error) {
	tag := n.Tag
	if n.Style&yaml.TaggedStyle == 0 {
		if n.Style != 0 {
			return n.Value, stringScalar, nil
		}
		return n.Value, resolve(n.Value), nil
	}
	switch tag {
	case binaryTag:
		data, err := base64.StdEncoding.DecodeString(n.Value)
		if err != nil {
			return "", 0, fmt.Errorf("!!binary value is not base64: %w", err)
		}
		return string(data), stringScalar, nil
	case "!!bool", "!!int", "!!float", nullTag:
		return tagged(tag, n.Value)
	}
	return n.Value, stringScalar, nil
}

// tagged reads a scalar with a tag that names its type.
func tagged(tag, text string) (string, scalarType, error) {
	typ := resolve(text)
	want := map[string]scalarType{"!!bool": boolScalar, "!!int": intScalar, "!!float": floatScalar, nullTag: nullScalar}[tag]
	if want == floatScalar && typ == intScalar {
		typ = floatScalar
	}
	if typ != want {
		return "", 0, fmt.Errorf("cannot read %q as %s", text, tag)
	}
	return text, typ, nil
}

func (g *grower) sequence(at int32, n *yaml.Node, depth int) error {
	g.collection(at, plan.List, n)
	last := int32(0)
	for _, element := range n.Content {
		child, err := g.grow(element, depth+1)
		if err != nil {
			return err
		}
		g.link(at, &last, child)
	}
	return nil
}

func (g *grower) collection(at int32, k plan.Kind, n *yaml.Node) {
	v := &g.tree.nodes[at]
	v.kind, v.style = kind(k), block
	if n.Style&yaml.FlowStyle != 0 {
		v.style = flow
	}
}

// link adds a child behind the last one.
func (g *grower) link(parent int32, last *int32, child int32) {
	if *last == 0 {
		g.tree.nodes[parent].first = child
	} else {
		g.tree.nodes[*last].next = child
	}
	*last = child
	g.tree.nodes[parent].count++
}
