// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"reflect"
	"slices"
)

func (e *emitter) list(p *typePlan, v reflect.Value, at place) bool {
	if v.Kind() == reflect.Slice && v.IsNil() {
		return false
	}
	if v.Len() == 0 {
		e.word(append(e.lead(at), '[', ']'))
		return true
	}
	if at.where == behindKey {
		at.column += e.sequence - e.step
	}
	for i := range v.Len() {
		e.begin(i, at)
		e.buf = append(e.buf, '-', ' ')
		e.element(p.elem, v.Index(i), place{at.column + 2, behindDash})
	}
	return true
}

func (e *emitter) element(p *typePlan, v reflect.Value, at place) {
	if e.emit(p, v, at) {
		return
	}
	if p.shape == structShape {
		e.buf = append(e.buf, "{}\n"...)
	} else {
		e.buf = append(e.buf, "null\n"...)
	}
}

func (e *emitter) mapping(p *typePlan, v reflect.Value, at place) bool {
	if v.IsNil() {
		return false
	}
	if v.Len() == 0 {
		e.word(append(e.lead(at), '{', '}'))
		return true
	}
	if texts, ok := reflect.TypeAssert[map[string]string](v); ok {
		e.texts(texts, at)
		return true
	}
	keys := make([]string, 0, v.Len())
	for _, key := range v.MapKeys() {
		keys = append(keys, key.String())
	}
	slices.Sort(keys)
	keyType := v.Type().Key()
	for n, key := range keys {
		e.begin(n, at)
		e.key(key)
		value := v.MapIndex(reflect.ValueOf(key).Convert(keyType))
		if !e.emit(p.elem, value, e.below(at)) {
			e.nothing(p.elem)
		}
	}
	return true
}

// texts writes labels and the like.
func (e *emitter) texts(texts map[string]string, at place) {
	keys := make([]string, 0, len(texts))
	for key := range texts {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for n, key := range keys {
		e.begin(n, at)
		e.key(key)
		e.text(texts[key], e.below(at))
	}
}

// nothing stands where a key of a map must stay though its value says nothing.
func (e *emitter) nothing(p *typePlan) {
	if p.shape == structShape {
		e.buf = append(e.buf, " {}\n"...)
	} else {
		e.buf = append(e.buf, " null\n"...)
	}
}
