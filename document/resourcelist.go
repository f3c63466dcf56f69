// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"cmp"
	"fmt"
	"io"
	"strings"

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
	if err := checkText(text); err != nil {
		return nil, err
	}
	src := string(text)
	if strings.IndexByte(src, '\r') >= 0 {
		src, _ = unixLines(src)
	}
	segments, err := split(src)
	if err != nil {
		return nil, err
	}
	var only *segment
	for i := range segments {
		if isEmpty(src[segments[i].body:segments[i].end]) {
			continue
		}
		if only != nil {
			return nil, &SyntaxError{Line: segments[i].line, Column: 1, Message: "a ResourceList is one document; a second one starts here"}
		}
		only = &segments[i]
	}
	if only == nil {
		return nil, &SyntaxError{Line: 1, Message: "expected a ResourceList, found nothing"}
	}
	return readResourceList(src, *only)
}

func readResourceList(src string, p segment) (*ResourceList, error) {
	from := (&Stream{src: src}).source(&part{segment: p})
	text := src[p.body:p.end]
	if !from.noIndex && from.base == 0 {
		if f, ok := readFrame(text, p.line, "items"); ok && f.root.get("kind").Text() == "ResourceList" && f.colon > 0 {
			return newResourceList(f.root, f.items)
		}
	}
	o, err := open(text, from)
	if err != nil {
		return nil, err
	}
	root := o.tree.root()
	if kind := root.get("kind").Text(); kind != "ResourceList" {
		return nil, refuseAt(root, "expected a ResourceList, found "+describeKind(root, kind))
	}
	items := root.get("items")
	if items.kind == kind(plan.Null) || items == absent {
		if o.doc != nil {
			return newWholeResourceList(o, nil)
		}
		return newResourceList(root, nil)
	}
	if items.kind != kind(plan.List) {
		return nil, refuseAt(items, "items is not a list")
	}
	l, err := newList(o)
	if err != nil {
		return nil, err
	}
	if l.whole != nil {
		return newWholeResourceList(l.whole, l.items)
	}
	return newResourceList(l.frame.root, l.items)
}

func describeKind(root *node, kind string) string {
	switch {
	case root.Kind() != plan.Map:
		return "something that is no map"
	case kind == "":
		return "a map without a kind"
	}
	return "kind " + kind
}

func refuseAt(n *node, message string) error {
	line, column := n.Position()
	return &SyntaxError{Line: line, Column: column, Message: message}
}

func newResourceList(root *node, items []*Object) (*ResourceList, error) {
	config := root.get("functionConfig")
	if config.Kind() != plan.Map {
		return finishResourceList(root, items, nil)
	}
	t := config.tree
	line, _ := config.Position()
	from := source{line: line, base: t.column(config.start), parent: 0}
	end, _ := t.endOf(config)
	if config.style == flow {
		from.parent, end = -1, int(config.end)
	}
	o, err := open(t.src[config.start:end], from)
	if err != nil {
		return nil, err
	}
	return finishResourceList(root, items, o)
}

// newWholeResourceList takes the functionConfig from the nodes too.
func newWholeResourceList(o *Object, items []*Object) (*ResourceList, error) {
	root := o.tree.root()
	if root.get("functionConfig").Kind() != plan.Map {
		return finishResourceList(root, items, nil)
	}
	config, err := nodeObject(childNode(o.doc.Content[0], "functionConfig"), o)
	if err != nil {
		return nil, err
	}
	return finishResourceList(root, items, config)
}

func finishResourceList(root *node, items []*Object, config *Object) (*ResourceList, error) {
	if n := root.get("functionConfig"); config == nil && plan.Exists(n) {
		return nil, refuseAt(n, "functionConfig is not a map")
	}
	for _, o := range items {
		if n := o.tree.root(); n.Kind() != plan.Map {
			return nil, refuseAt(n, "an item is not a map")
		}
	}
	return &ResourceList{APIVersion: root.get("apiVersion").Text(), FunctionConfig: config, Items: items}, nil
}

// WriteTo writes the list as one YAML document. Items that were not touched are
// copied as they were read. Nothing is written if the results cannot be.
func (rl *ResourceList) WriteTo(w io.Writer) (int64, error) {
	results, err := rl.results()
	if err != nil {
		return 0, err
	}
	out := &listWriter{w: w, buf: make([]byte, 0, writeSize+writeSize/4)}
	version := cmp.Or(rl.APIVersion, "config.kubernetes.io/v1")
	out.buf = append(appendScalar(append(out.buf, "apiVersion: "...), version, false), "\nkind: ResourceList\nitems:"...)
	if len(rl.Items) == 0 {
		out.buf = append(out.buf, " []"...)
	}
	out.buf = append(out.buf, '\n')
	for _, o := range rl.Items {
		out.item(o)
	}
	if rl.FunctionConfig != nil {
		out.buf = append(out.buf, "functionConfig:\n  "...)
		out.object(rl.FunctionConfig)
	}
	out.buf = append(out.buf, results...)
	out.flush(0)
	return out.n, out.err
}

func (rl *ResourceList) results() ([]byte, error) {
	if rl.Results == nil {
		return nil, nil
	}
	e := emitter{layout: ownLayout, buf: []byte("results:")}
	e.any(rl.Results, place{ownLayout.step, behindKey})
	if e.err != nil {
		return nil, fmt.Errorf("results: %w", e.err)
	}
	return e.buf, nil
}

// writeSize is how much is written at once.
const writeSize = 256 << 10

// A listWriter writes a ResourceList in large pieces.
type listWriter struct {
	w   io.Writer
	buf []byte
	n   int64
	err error
}

// item writes an object behind a dash, below its comments.
func (out *listWriter) item(o *Object) {
	for line := range strings.Lines(o.lead) {
		out.buf = append(out.buf, strings.TrimLeft(line, " ")...)
	}
	out.buf = append(out.buf, '-', ' ')
	out.object(o)
	out.flush(writeSize)
}

// object writes the text of an object at column 2.
func (out *listWriter) object(o *Object) {
	out.buf = appendMoved(out.buf, o.tree.src, 2-o.tree.base)
	if !strings.HasSuffix(o.tree.src, "\n") {
		out.buf = append(out.buf, '\n')
	}
}

func (out *listWriter) flush(size int) {
	if len(out.buf) < size || out.err != nil {
		return
	}
	n, err := out.w.Write(out.buf)
	out.n += int64(n)
	out.err = err
	out.buf = out.buf[:0]
}
