// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"vmha.dev/vmha/plan"
)

// A Stream is a text that holds manifests: a YAML file of one or more documents,
// some of which may be lists (v1 List) of objects, or JSON.
type Stream struct {
	src      string
	parts    []*part
	appended []*Object
}

// A part is one document of a stream.
type part struct {
	segment
	object  *Object // nil where the document is no manifest
	list    *list   // set where the document is a list of manifests
	gone    bool
	swapped bool // another object took the place
}

// Parse reads a text. A text that no reader of YAML would take is refused with a
// *SyntaxError, and so are duplicate keys, keys that are maps or lists, anchors
// that contain themselves, and more than 512 MiB, 1,000 levels or 200,000 values from aliases.
func Parse(text []byte) (*Stream, error) {
	if err := checkText(text); err != nil {
		return nil, err
	}
	s := &Stream{src: string(text)}
	segments, err := split(s.src)
	if err != nil {
		return nil, err
	}
	for _, segment := range segments {
		p := &part{segment: segment}
		if err := s.read(p); err != nil {
			return nil, err
		}
		s.parts = append(s.parts, p)
	}
	return s, nil
}

func checkText(text []byte) error {
	if len(text) > maxSize {
		return &SyntaxError{Line: 1, Message: "the text is larger than 512 MiB"}
	}
	if bytes.HasPrefix(text, []byte("\xff\xfe")) || bytes.HasPrefix(text, []byte("\xfe\xff")) {
		return &SyntaxError{Line: 1, Message: "the text is UTF-16; write it as UTF-8"}
	}
	if !utf8.Valid(text) {
		for pos := 0; pos < len(text); {
			r, size := utf8.DecodeRune(text[pos:])
			if r == utf8.RuneError && size <= 1 {
				return &SyntaxError{Line: 1 + bytes.Count(text[:pos], []byte("\n")), Message: "the text is not valid UTF-8"}
			}
			pos += size
		}
	}
	return nil
}

// read indexes one document.
func (s *Stream) read(p *part) error {
	body := s.src[p.body:p.end]
	if isEmpty(body) {
		return nil
	}
	text, line := body, p.line
	if preamble := s.src[p.start:p.body]; strings.Contains(preamble, "\n%") || strings.HasPrefix(preamble, "%") {
		line -= strings.Count(preamble, "\n")
		text = preamble + body
		if p.closed {
			text = text[lineEnd(text, 0):]
			line++
		}
	}
	doc, err := parseNodes(text, line)
	if err != nil {
		return err
	}
	if len(doc.Content) == 0 || doc.Content[0].Kind != yaml.MappingNode {
		return nil
	}
	o := &Object{text: body, line: line, doc: doc}
	if err := o.index(); err != nil {
		return err
	}
	if isList(o.Root()) {
		p.list, err = newList(o)
		return err
	}
	p.object = o
	return nil
}

// isList says whether an object is a list of objects: kind List, or a kind such as
// PodList, with items.
func isList(n plan.Node) bool {
	return strings.HasSuffix(n.Get("kind").Text(), "List") && n.Get("kind").Text() != "ResourceList" &&
		n.Get("items").Kind() == plan.List && n.Get("apiVersion").Text() == "v1"
}

// Objects lists the manifests in the order of the text.
func (s *Stream) Objects() []*Object {
	var objects []*Object
	for _, p := range s.parts {
		switch {
		case p.gone:
		case p.list != nil:
			objects = append(objects, p.list.objects()...)
		case p.object != nil:
			objects = append(objects, p.object)
		}
	}
	return append(objects, s.appended...)
}

// Append adds an object at the end.
func (s *Stream) Append(o *Object) { s.appended = append(s.appended, o) }

// Remove takes an object and its separator away.
func (s *Stream) Remove(o *Object) {
	s.appended = slices.DeleteFunc(s.appended, func(other *Object) bool { return other == o })
	for _, p := range s.parts {
		if p.object == o {
			p.gone = true
		}
		if p.list != nil {
			p.list.remove(o)
		}
	}
}

// Bytes is the text with all changes. What was not touched is what was read, byte
// for byte.
func (s *Stream) Bytes() []byte {
	out := make([]byte, 0, len(s.src))
	for i, p := range s.parts {
		if p.gone {
			continue
		}
		preamble := s.src[p.start:p.body]
		if i > 0 && len(out) == 0 && !s.parts[0].marked && strings.HasPrefix(preamble, "---\n") {
			preamble = preamble[len("---\n"):]
		}
		if preamble != "" {
			out = endLine(out)
		}
		out = append(out, preamble...)
		switch {
		case p.list != nil && p.list.changed():
			out = append(out, p.list.bytes()...)
		case p.object != nil && (p.object.changed || p.swapped):
			out = append(out, p.object.text...)
		default:
			out = append(out, s.src[p.body:p.end]...)
		}
	}
	for _, o := range s.appended {
		out = endLine(out)
		if len(out) > 0 && !bytes.HasSuffix(out, []byte("\n---\n")) && !bytes.Equal(out, []byte("---\n")) {
			out = append(out, "---\n"...)
		}
		out = endLine(append(out, o.text...))
	}
	return out
}

// endLine ends the last line.
func endLine(out []byte) []byte {
	if len(out) > 0 && out[len(out)-1] != '\n' && string(out) != bom {
		out = append(out, '\n')
	}
	return out
}
