// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"bytes"
	"encoding/json"
	"reflect"
	"unicode/utf8"
)

// marshaler writes what a type with MarshalJSON says of itself.
func (e *emitter) marshaler(v reflect.Value, at place) bool {
	m, ok := reflect.TypeAssert[json.Marshaler](v)
	if !ok {
		if !v.CanAddr() {
			addressable := reflect.New(v.Type()).Elem()
			addressable.Set(v)
			v = addressable
		}
		m = v.Addr().Interface().(json.Marshaler)
	}
	data, err := m.MarshalJSON()
	if err != nil {
		e.failf("%w", err)
		return true
	}
	return e.json(data, at)
}

// json writes a JSON text as YAML, its keys in their order.
func (e *emitter) json(data []byte, at place) bool {
	if text, ok := simpleString(data); ok {
		e.text(text, at)
		return true
	}
	if isDigits(data) {
		e.word(append(e.lead(at), data...))
		return true
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	token, err := d.Token()
	if err != nil {
		e.failf("%w", err)
		return true
	}
	if token == nil {
		return false
	}
	e.token(d, token, at)
	return true
}

// token writes the value that starts with a token.
func (e *emitter) token(d *json.Decoder, token json.Token, at place) {
	switch t := token.(type) {
	case json.Delim:
		e.delimited(d, t, at)
	case string:
		e.text(t, at)
	case json.Number:
		e.word(append(e.lead(at), t...))
	case bool:
		if t {
			e.word(append(e.lead(at), "true"...))
		} else {
			e.word(append(e.lead(at), "false"...))
		}
	default:
		e.word(append(e.lead(at), "null"...))
	}
}

func (e *emitter) delimited(d *json.Decoder, open json.Delim, at place) {
	if open == '[' && at.where == behindKey {
		at.column += e.sequence - e.step
	}
	n := 0
	for ; d.More() && e.err == nil; n++ {
		token := e.next(d)
		if n == 0 && at.where != behindDash || n > 0 {
			e.begin(n, at)
		}
		if open == '[' {
			e.buf = append(e.buf, '-', ' ')
			e.token(d, token, place{at.column + 2, behindDash})
			continue
		}
		key, _ := token.(string)
		e.key(key)
		e.token(d, e.next(d), e.below(at))
	}
	end := e.next(d)
	if n == 0 && e.err == nil {
		closing, _ := end.(json.Delim)
		e.word(append(e.lead(at), byte(open), byte(closing)))
	}
}

func (e *emitter) next(d *json.Decoder) json.Token {
	token, err := d.Token()
	if err != nil {
		e.failf("%w", err)
	}
	return token
}

// isDigits says whether a JSON text is a whole number without a sign, such as a port.
func isDigits(data []byte) bool {
	for _, c := range data {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(data) > 0
}

// simpleString is a JSON string without escapes: what quantities, durations and most
// other values with a form of their own are.
func simpleString(data []byte) (string, bool) {
	if len(data) < 2 || data[0] != '"' || bytes.IndexByte(data, '\\') >= 0 || !utf8.Valid(data) {
		return "", false
	}
	if end := len(data) - 1; bytes.IndexByte(data[1:], '"') == end-1 {
		return string(data[1:end]), true
	}
	return "", false
}
