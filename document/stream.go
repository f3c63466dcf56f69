// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

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
// *SyntaxError, and so are duplicate keys, keys that are maps, lists or null, anchors
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
	if utf8.Valid(text) {
		return nil
	}
	for pos := 0; pos < len(text); {
		r, size := utf8.DecodeRune(text[pos:])
		if r == utf8.RuneError && size <= 1 {
			return &SyntaxError{Line: 1 + bytes.Count(text[:pos], []byte("\n")), Message: "the text is not valid UTF-8"}
		}
		pos += size
	}
	return nil
}

// read indexes one document.
func (s *Stream) read(p *part) error {
	raw := s.src[p.body:p.end]
	if isEmpty(raw) {
		return nil
	}
	text, crlf := raw, false
	if strings.IndexByte(raw, '\r') >= 0 {
		text, crlf = unixLines(raw)
	}
	o, err := open(text, s.source(p))
	if err != nil {
		return err
	}
	o.raw, o.crlf = raw, crlf
	if o.tree.root().Kind() != plan.Map {
		return nil
	}
	if isList(o.tree.root()) {
		p.list, err = newList(o)
		return err
	}
	p.object = o
	return nil
}

// source says where a document comes from. What stands on the line of its mark, and
// what has directives, is not for the index.
func (s *Stream) source(p *part) source {
	from := source{line: p.line, base: p.body - lineStart(s.src, p.body), parent: -1}
	if p.body == len(bom) && p.start == 0 && !p.marked {
		from.base = 0
	}
	preamble := s.src[p.start:p.body]
	if p.closed {
		preamble = preamble[lineEnd(preamble, 0):]
	}
	preamble = strings.TrimPrefix(preamble, bom)
	if strings.HasPrefix(preamble, "%") || strings.Contains(preamble, "\n%") {
		from.before, from.noIndex = preamble, true
		if from.base == 0 {
			return from
		}
	}
	if from.base > 0 {
		from.noIndex = from.noIndex || s.src[p.body] != '{' && s.src[p.body] != '['
		from.before = preamble
	}
	return from
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

// Append adds an object at the end. A new one takes over the line ends of the text.
func (s *Stream) Append(o *Object) {
	if o.raw == "" {
		o.crlf = s.lineBreak() == "\r\n"
	}
	s.appended = append(s.appended, o)
}

// Exchange puts in the place of each object what is answered for it: itself, another one, or
// nil, which takes the object and its separator away.
func (s *Stream) Exchange(successor func(*Object) *Object) {
	for _, p := range s.parts {
		switch {
		case p.gone:
		case p.list != nil:
			p.list.exchange(successor)
		case p.object != nil:
			switch next := successor(p.object); next {
			case p.object: // it was edited where it stands
			case nil:
				p.gone = true
			default:
				next.crlf = p.object.crlf
				p.object, p.swapped = next, true
			}
		}
	}
	for i, o := range s.appended {
		s.appended[i] = successor(o)
	}
	s.appended = slices.DeleteFunc(s.appended, func(o *Object) bool { return o == nil })
}

// Bytes is the text with all changes. What was not touched is what was read, byte
// for byte.
func (s *Stream) Bytes() []byte {
	out, lineBreak := make([]byte, 0, len(s.src)), s.lineBreak()
	for i, p := range s.parts {
		if p.gone {
			continue
		}
		preamble := s.src[p.start:p.body]
		if i > 0 && len(out) == 0 && !s.parts[0].marked {
			preamble = strings.TrimPrefix(strings.TrimPrefix(preamble, "---\n"), "---\r\n")
		}
		if preamble != "" {
			out = endLine(out, lineBreak)
		}
		out = p.appendTo(append(out, preamble...), s.src)
	}
	for _, o := range s.appended {
		out = endLine(out, lineBreak)
		if len(out) > 0 && string(out) != bom && !endsInMark(out) {
			out = append(append(out, "---"...), lineBreak...)
		}
		out = endLine(append(out, o.Bytes()...), lineBreak)
	}
	return out
}

// lineBreak is what the lines end in.
func (s *Stream) lineBreak() string {
	if strings.Contains(s.src, "\r") {
		if _, crlf := unixLines(s.src); crlf {
			return "\r\n"
		}
	}
	return "\n"
}

// appendTo adds the body of a document.
func (p *part) appendTo(out []byte, src string) []byte {
	var body string
	switch {
	case p.list != nil && p.list.changed():
		body = p.list.text()
		if p.list.crlf {
			body = strings.ReplaceAll(body, "\n", "\r\n")
		}
	case p.object != nil && (p.object.changed || p.swapped):
		body = string(p.object.Bytes())
	default:
		return append(out, src[p.body:p.end]...)
	}
	if onMark := p.marked && len(out) > 0 && out[len(out)-1] != '\n'; onMark && !strings.HasPrefix(body, "{") && !strings.HasPrefix(body, "[") {
		out = append(bytes.TrimRight(out, " \t"), '\n')
	}
	return append(out, body...)
}

// endsInMark says whether the last line of a text is a mark with nothing behind it.
func endsInMark(out []byte) bool {
	at := bytes.LastIndexByte(out[:len(out)-1], '\n') + 1
	return strings.TrimRight(string(out[at:]), " \t\r\n") == "---"
}

// endLine ends the last line.
func endLine(out []byte, lineBreak string) []byte {
	if len(out) > 0 && out[len(out)-1] != '\n' && string(out) != bom {
		out = append(out, lineBreak...)
	}
	return out
}
