// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"

	"vmha.dev/vmha/plan"
)

// A ResourceList is what a KRM function reads and writes: kind ResourceList of
// config.kubernetes.io/v1 or v1beta1.
type ResourceList struct {
	APIVersion string
	// FunctionConfig is the configuration of the function; nil where there is none.
	FunctionConfig *Object
	// Items are the objects. The caller may replace, drop, append and reorder them.
	Items []*Object
	// Results is written under results; nil leaves it out.
	Results any
}

// ParseResourceList reads a ResourceList from YAML or JSON: exactly one document.
func ParseResourceList(text []byte) (*ResourceList, error) {
	s, err := Parse(text)
	if err != nil {
		return nil, err
	}
	var frame *Object
	for _, p := range s.parts {
		if isEmpty(s.src[p.body:p.end]) {
			continue
		}
		if frame != nil {
			return nil, &SyntaxError{Line: p.line, Message: "a ResourceList is one document; a second one starts here"}
		}
		if frame = p.object; frame == nil {
			return nil, &SyntaxError{Line: p.line, Message: "expected a map of kind ResourceList"}
		}
	}
	if frame == nil {
		return nil, &SyntaxError{Line: 1, Message: "expected a ResourceList, found nothing"}
	}
	return newResourceList(frame)
}

func newResourceList(frame *Object) (*ResourceList, error) {
	root := frame.Root()
	if kind := root.Get("kind"); kind.Text() != "ResourceList" {
		line, column := kind.Position()
		return nil, &SyntaxError{Line: max(line, frame.line), Column: column, Message: fmt.Sprintf("expected kind ResourceList, found %q", kind.Text())}
	}
	rl := &ResourceList{APIVersion: root.Get("apiVersion").Text()}
	if items := root.Get("items"); plan.Exists(items) {
		if items.Kind() != plan.List {
			line, column := items.Position()
			return nil, &SyntaxError{Line: line, Column: column, Message: "items is not a list"}
		}
		l, err := newList(frame)
		if err != nil {
			return nil, err
		}
		for _, o := range l.items {
			if o.Root().Kind() != plan.Map {
				line, column := o.Root().Position()
				return nil, &SyntaxError{Line: line, Column: column, Message: "an item is not a map"}
			}
		}
		rl.Items = l.items
	}
	return rl, rl.readConfig(frame)
}

func (rl *ResourceList) readConfig(frame *Object) error {
	config := frame.Root().Get("functionConfig")
	if !plan.Exists(config) {
		return nil
	}
	if config.Kind() != plan.Map {
		line, column := config.Position()
		return &SyntaxError{Line: line, Column: column, Message: "functionConfig is not a map"}
	}
	at := childOf(frame.doc.Content[0], plan.Step{Key: "functionConfig"})
	var node *yaml.Node
	if at >= 0 {
		node = resolveAlias(frame.doc.Content[0].Content[at])
	}
	o, err := itemObject(node, frame)
	rl.FunctionConfig = o
	return err
}

// WriteTo writes the list as one YAML document. Items that were not touched are
// copied as they were read.
func (rl *ResourceList) WriteTo(w io.Writer) (int64, error) {
	var b bytes.Buffer
	b.WriteString("apiVersion: " + string(appendScalar(nil, rl.APIVersion, false)) + "\nkind: ResourceList\n")
	if len(rl.Items) == 0 {
		b.WriteString("items: []\n")
	} else {
		b.WriteString("items:\n")
	}
	for _, o := range rl.Items {
		writeIndented(&b, o.text, "- ")
	}
	if rl.FunctionConfig != nil {
		b.WriteString("functionConfig:\n")
		writeIndented(&b, rl.FunctionConfig.text, "  ")
	}
	if rl.Results != nil {
		text, err := emitted(rl.Results, place{2, behindKey}, 0)
		if err != nil {
			return 0, fmt.Errorf("results: %w", err)
		}
		b.WriteString("results:" + text)
	}
	return b.WriteTo(w)
}

// writeIndented writes a text two columns deeper, its first line behind a mark.
func writeIndented(b *bytes.Buffer, text, mark string) {
	for line := range strings.Lines(text) {
		if strings.TrimRight(line, "\r\n") != "" {
			b.WriteString(mark)
			mark = "  "
		}
		b.WriteString(line)
	}
	if !strings.HasSuffix(text, "\n") {
		b.WriteByte('\n')
	}
}
