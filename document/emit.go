// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"encoding"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// An emitter writes Go values as YAML text in block style, without a tree between.
type emitter struct {
	layout

	buf []byte
	// amid says that lines follow which a literal that keeps empty lines would take.
	amid bool
	// quoted has strings of several lines written in quotes.
	quoted bool
	// literalEnd is where the last literal ended, literalIndent the column of its lines.
	literalEnd, literalIndent int
	err                       error
}

// A layout is how much deeper than its key a map stands, and the dashes of a list.
type layout struct{ step, sequence int }

// ownLayout is the layout of new objects.
var ownLayout = layout{step: 2}

// A place is where a value goes: behind what, and at which column its own lines start.
type place struct {
	column int
	where  where
}

type where uint8

const (
	atRoot where = iota
	behindKey
	behindDash
)

func (e *emitter) failf(format string, args ...any) {
	if e.err == nil {
		e.err = fmt.Errorf(format, args...)
	}
}

// emit writes a value with its line break. It answers false, and has written
// nothing, where there is nothing to say: a null, or a struct without any field.
func (e *emitter) emit(p *typePlan, v reflect.Value, at place) bool {
	switch p.shape {
	case stringShape:
		e.text(v.String(), at)
	case boolShape:
		e.word(strconv.AppendBool(e.lead(at), v.Bool()))
	case intShape:
		e.word(strconv.AppendInt(e.lead(at), v.Int(), 10))
	case uintShape:
		e.word(strconv.AppendUint(e.lead(at), v.Uint(), 10))
	case structShape:
		return e.structure(p, v, at)
	case pointerShape, interfaceShape:
		return e.indirect(p, v, at)
	case mapShape:
		return e.mapping(p, v, at)
	case listShape:
		return e.list(p, v, at)
	default:
		return e.rare(p, v, at)
	}
	return true
}

// rare writes the values of types that few fields have.
func (e *emitter) rare(p *typePlan, v reflect.Value, at place) bool {
	switch p.shape {
	case floatShape, numberShape:
		data, err := json.Marshal(v.Interface())
		if err != nil {
			e.failf("%w", err)
		}
		e.word(append(e.lead(at), data...))
	case bytesShape:
		if v.IsNil() {
			return false
		}
		e.word(strconv.AppendQuote(e.lead(at), base64.StdEncoding.EncodeToString(v.Bytes())))
	case jsonShape:
		return e.marshaler(v, at)
	case textShape:
		e.textMarshaler(v, at)
	default:
		e.failf("cannot write a value of type %s", v.Type())
	}
	return true
}

// lead is the buffer with what stands between a key or dash and a scalar.
func (e *emitter) lead(at place) []byte {
	if at.where == behindKey {
		e.buf = append(e.buf, ' ')
	}
	return e.buf
}

// word ends the line of a scalar that was appended to the buffer.
func (e *emitter) word(buf []byte) {
	buf = append(buf, '\n')
	e.buf = buf
}

// text writes a string.
func (e *emitter) text(text string, at place) {
	if at.where != atRoot && e.isLiteral(text) {
		e.buf = appendLiteral(e.lead(at), text, at.column)
		e.literalEnd, e.literalIndent = len(e.buf), at.column
		return
	}
	e.word(appendScalar(e.lead(at), text, false))
}

func (e *emitter) isLiteral(text string) bool {
	return !e.quoted && isLiteral(text) && (!e.amid || !strings.HasSuffix(text, "\n\n"))
}

// begin starts the nth line of a map or list.
func (e *emitter) begin(n int, at place) {
	if n == 0 {
		if at.where == behindDash {
			return
		}
		if at.where == behindKey {
			e.buf = append(e.buf, '\n')
		}
	}
	e.buf = appendSpaces(e.buf, at.column)
}

// below is the place of the value of a key of the map at a place.
func (e *emitter) below(at place) place { return place{at.column + e.step, behindKey} }

func (e *emitter) structure(p *typePlan, v reflect.Value, at place) bool {
	n := 0
	fields := p.fields()
	for i := range fields {
		f := &fields[i]
		if e.field(f, v, n, at) {
			n++
		}
	}
	return n > 0
}

// field writes a key and its value as the nth entry, or nothing.
func (e *emitter) field(f *field, v reflect.Value, n int, at place) bool {
	value, ok := f.value(v)
	if !ok || f.omits(value) {
		return false
	}
	mark := len(e.buf)
	e.begin(n, at)
	e.buf = append(e.buf, f.key...)
	if f.quoted && f.plan.shape >= boolShape && f.plan.shape <= floatShape {
		e.buf = append(e.buf, fmt.Sprintf(" %q\n", fmt.Sprint(value.Interface()))...)
		return true
	}
	if f.name == "metadata" && f.plan.shape == structShape {
		ok = e.ordered(f.plan, value, e.below(at), metadataOrder, "")
	} else {
		ok = e.emit(f.plan, value, e.below(at))
	}
	if !ok {
		e.buf = e.buf[:mark]
	}
	return ok
}

// indirect writes what a pointer or interface leads to. A pointer to a struct
// without fields says that the struct is there: {}.
func (e *emitter) indirect(p *typePlan, v reflect.Value, at place) bool {
	if v.IsNil() {
		return false
	}
	v = v.Elem()
	inner := p.elem
	if p.shape == interfaceShape {
		inner = planOf(v.Type())
	}
	if e.emit(inner, v, at) {
		return true
	}
	if inner.shape != structShape {
		return false
	}
	e.word(append(e.lead(at), '{', '}'))
	return true
}

// maxKey is the longest key that YAML reads without a question mark before it.
const maxKey = 1000

func (e *emitter) key(key string) {
	if len(key) > maxKey {
		e.failf("a key is longer than %d bytes", maxKey)
	}
	e.buf = append(appendScalar(e.buf, key, false), ':')
}

func (e *emitter) textMarshaler(v reflect.Value, at place) {
	m, ok := reflect.TypeAssert[encoding.TextMarshaler](v)
	if !ok && v.CanAddr() {
		m, ok = reflect.TypeAssert[encoding.TextMarshaler](v.Addr())
	}
	if !ok {
		e.failf("cannot write a value of type %s", v.Type())
		return
	}
	text, err := m.MarshalText()
	if err != nil {
		e.failf("%w", err)
	}
	e.text(string(text), at)
}
