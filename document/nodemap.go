// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"fmt"

	"go.yaml.in/yaml/v3"

	"vmha.dev/vmha/plan"
)

func (g *grower) mapping(at int32, n *yaml.Node, depth int) error {
	g.collection(at, plan.Map, n)
	if err := g.checkKeys(n); err != nil {
		return err
	}
	last := int32(0)
	var merged []*yaml.Node
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if isMerge(key) {
			merged = append(merged, value)
			continue
		}
		if err := g.entry(at, &last, key, value, depth); err != nil {
			return err
		}
	}
	for _, value := range merged {
		if err := g.merge(at, &last, value, depth); err != nil {
			return err
		}
	}
	return nil
}

func (g *grower) entry(at int32, last *int32, key, value *yaml.Node, depth int) error {
	child, err := g.grow(value, depth+1)
	if err != nil {
		return err
	}
	v := &g.tree.nodes[child]
	key = resolveAlias(key)
	v.keyStyle, v.keyStart, v.keyHash = decoded, g.text(key.Value), hashKey(key.Value)
	if key.Style == 0 {
		v.keyStyle = decodedPlain
	}
	g.link(at, last, child)
	return nil
}

func isMerge(key *yaml.Node) bool {
	return key.Kind == yaml.ScalarNode && key.Value == mergeKey && (key.Tag == "!!merge" || key.Tag == "" || key.Tag == "!")
}

func resolveAlias(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode {
		return n.Alias
	}
	return n
}

// merge adds what << brings to a map: keys that are not there yet, those of the
// first of several maps first.
func (g *grower) merge(at int32, last *int32, value *yaml.Node, depth int) error {
	if depth > maxDepth {
		return g.refuse(value, "nested deeper than %d levels", maxDepth)
	}
	source := resolveAlias(value)
	if g.open[source] {
		return g.refuse(value, "anchor %s contains itself", value.Value)
	}
	g.within++
	g.open[source] = true
	defer func() { g.within--; delete(g.open, source) }()
	switch source.Kind {
	case yaml.SequenceNode:
		for _, element := range source.Content {
			if resolveAlias(element).Kind != yaml.MappingNode {
				return g.refuse(element, "<< takes a map or a list of maps")
			}
			if err := g.merge(at, last, element, depth+1); err != nil {
				return err
			}
		}
		return nil
	case yaml.MappingNode:
		return g.mergeMap(at, last, source, depth)
	}
	return g.refuse(value, "<< takes a map or a list of maps")
}

func (g *grower) mergeMap(at int32, last *int32, source *yaml.Node, depth int) error {
	if err := g.checkKeys(source); err != nil {
		return err
	}
	for i := 0; i+1 < len(source.Content); i += 2 {
		key, value := source.Content[i], source.Content[i+1]
		if g.aliased++; g.aliased > maxAliased {
			return g.refuse(key, "aliases expand to more than %d values", maxAliased)
		}
		if isMerge(key) || g.has(at, resolveAlias(key).Value) {
			continue
		}
		if err := g.entry(at, last, key, value, depth+1); err != nil {
			return err
		}
	}
	for i := 0; i+1 < len(source.Content); i += 2 {
		if isMerge(source.Content[i]) {
			if err := g.merge(at, last, source.Content[i+1], depth+1); err != nil {
				return err
			}
		}
	}
	return nil
}

func (g *grower) has(at int32, key string) bool {
	t := g.tree
	for i := t.nodes[at].first; i != 0; i = t.nodes[i].next {
		if t.texts[t.nodes[i].keyStart] == key {
			return true
		}
	}
	return false
}

// checkKeys refuses keys that are no text and keys that stand twice.
func (g *grower) checkKeys(n *yaml.Node) error {
	seen := make(map[string]*yaml.Node, len(n.Content)/2)
	var first error
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := resolveAlias(n.Content[i])
		if key.Kind != yaml.ScalarNode {
			return g.refuse(n.Content[i], "a map or list cannot be a key; is this a template of another tool, such as {{ .Values.name }}?")
		}
		if isNull(key) {
			return g.refuse(n.Content[i], "a null cannot be a key")
		}
		before := seen[key.Value]
		if before == nil {
			seen[key.Value] = n.Content[i]
			continue
		}
		if first == nil {
			first = g.twice(n.Content[i], duplicateKey(key.Value, before.Line+g.line, n.Content[i].Line+g.line))
		}
		if key.Value == "kind" && seen["apiVersion"] != nil && missingMark(n) {
			return g.twice(n.Content[i], missingSeparator(before.Line+g.line, g.secondObject(n)))
		}
	}
	return first
}

func duplicateKey(key string, first, second int) string {
	return fmt.Sprintf("key %q stands twice in one map: in line %d and in line %d", key, first, second)
}

func missingSeparator(first, second int) string {
	return fmt.Sprintf("a second object starts here (the first one's kind is in line %d): a --- seems to be missing before line %d", first, second)
}

// missingMark says whether both apiVersion and kind stand twice.
func missingMark(n *yaml.Node) bool {
	versions, kinds := 0, 0
	for i := 0; i+1 < len(n.Content); i += 2 {
		switch n.Content[i].Value {
		case "apiVersion":
			versions++
		case "kind":
			kinds++
		}
	}
	return versions > 1 && kinds > 1
}

// secondObject is the line where the second apiVersion or kind stands, whichever is first.
func (g *grower) secondObject(n *yaml.Node) int {
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if key.Value != "apiVersion" && key.Value != "kind" {
			continue
		}
		if seen[key.Value] {
			return key.Line + g.line
		}
		seen[key.Value] = true
	}
	return 0
}
