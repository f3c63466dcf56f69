// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"encoding"
	"encoding/json"
	"reflect"
	"sync"
)

// A shape is how values of a Go type are written.
type shape uint8

const (
	unsupported shape = iota
	boolShape
	intShape
	uintShape
	floatShape
	stringShape
	numberShape
	bytesShape
	structShape
	mapShape
	listShape
	pointerShape
	interfaceShape
	jsonShape
	textShape
)

// A typePlan says how to write values of one Go type. It is made once per type.
type typePlan struct {
	shape shape
	elem  *typePlan
	// fields are those of a struct, found when the first one is written: of the many
	// types below that of a machine, a run writes a few.
	fields func() []field
	zero   zeroTest
}

// A zeroTest is what omitzero asks: the type's own IsZero, or reflect's.
type zeroTest func(reflect.Value) bool

// plans holds the plans of all types that were written so far.
var plans struct {
	sync.RWMutex
	of map[reflect.Type]*typePlan
}

var (
	jsonMarshaler = reflect.TypeFor[json.Marshaler]()
	textMarshaler = reflect.TypeFor[encoding.TextMarshaler]()
	zeroer        = reflect.TypeFor[interface{ IsZero() bool }]()
	jsonNumber    = reflect.TypeFor[json.Number]()
)

func planOf(t reflect.Type) *typePlan {
	plans.RLock()
	p := plans.of[t]
	plans.RUnlock()
	if p != nil {
		return p
	}
	plans.Lock()
	defer plans.Unlock()
	if plans.of == nil {
		plans.of = map[reflect.Type]*typePlan{}
	}
	return makePlan(t)
}

// makePlan plans a type and those of its elements. Types may contain themselves: the
// plan is known before it is complete.
func makePlan(t reflect.Type) *typePlan {
	if p := plans.of[t]; p != nil {
		return p
	}
	p := &typePlan{}
	plans.of[t] = p
	p.zero = zeroTestOf(t)
	if p.shape = shapeOf(t); p.shape == structShape {
		p.fields = sync.OnceValue(func() []field { return fieldsOf(t) })
	}
	switch p.shape {
	case mapShape, listShape, pointerShape:
		p.elem = makePlan(t.Elem())
	}
	return p
}

func zeroTestOf(t reflect.Type) zeroTest {
	switch {
	case t.Implements(zeroer) && t.Kind() != reflect.Pointer && t.Kind() != reflect.Interface:
		return func(v reflect.Value) bool { return v.Interface().(interface{ IsZero() bool }).IsZero() }
	case reflect.PointerTo(t).Implements(zeroer):
		return func(v reflect.Value) bool {
			return v.CanAddr() && v.Addr().Interface().(interface{ IsZero() bool }).IsZero()
		}
	}
	return reflect.Value.IsZero
}

func shapeOf(t reflect.Type) shape {
	switch {
	case t.Kind() == reflect.Pointer:
		return pointerShape
	case t.Kind() == reflect.Interface:
		return interfaceShape
	case t == jsonNumber:
		return numberShape
	case t.Implements(jsonMarshaler), reflect.PointerTo(t).Implements(jsonMarshaler):
		return jsonShape
	case t.Implements(textMarshaler), reflect.PointerTo(t).Implements(textMarshaler):
		return textShape
	}
	switch t.Kind() {
	case reflect.Bool:
		return boolShape
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return intShape
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return uintShape
	case reflect.Float32, reflect.Float64:
		return floatShape
	case reflect.String:
		return stringShape
	case reflect.Struct:
		return structShape
	case reflect.Map:
		if t.Key().Kind() == reflect.String {
			return mapShape
		}
	case reflect.Slice, reflect.Array:
		if t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Uint8 {
			return bytesShape
		}
		return listShape
	}
	return unsupported
}
