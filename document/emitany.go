// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"cmp"
	"reflect"
	"slices"
)

// Orders of the keys that people expect first, by the name of the map.
var (
	rootOrder     = []string{"apiVersion", "kind", "metadata", "spec"}
	metadataOrder = []string{"name", "namespace", "labels", "annotations"}
)

// ordered writes a struct with some of its fields first and one left out.
func (e *emitter) ordered(p *typePlan, v reflect.Value, at place, order []string, without string) bool {
	n, fields := 0, p.fields()
	for _, name := range order {
		for i := range fields {
			if fields[i].name == name && e.field(&fields[i], v, n, at) {
				n++
			}
		}
	}
	for i := range fields {
		f := &fields[i]
		if f.name != without && !slices.Contains(order, f.name) && e.field(f, v, n, at) {
			n++
		}
	}
	return n > 0
}

// any writes a value of no known type.
func (e *emitter) any(value any, at place) {
	switch v := value.(type) {
	case nil:
		e.word(append(e.lead(at), "null"...))
	case string:
		e.text(v, at)
	case map[string]any:
		e.anyMap(v, at, nil)
	case []any:
		e.anyList(v, at)
	default:
		if r := reflect.ValueOf(value); !e.emit(planOf(r.Type()), r, at) {
			e.absentValue(r, at)
		}
	}
}

func (e *emitter) absentValue(v reflect.Value, at place) {
	text := "null"
	switch {
	case v.Kind() == reflect.Struct, v.Kind() == reflect.Map:
		text = "{}"
	case v.Kind() == reflect.Slice:
		text = "[]"
	}
	e.word(append(e.lead(at), text...))
}

func (e *emitter) anyList(list []any, at place) {
	if len(list) == 0 {
		e.word(append(e.lead(at), '[', ']'))
		return
	}
	if at.where == behindKey {
		at.column += e.sequence - e.step
	}
	for i, value := range list {
		e.begin(i, at)
		e.buf = append(e.buf, '-', ' ')
		e.any(value, place{at.column + 2, behindDash})
	}
}

// anyMap writes a map, its keys sorted, those of the order first.
func (e *emitter) anyMap(m map[string]any, at place, order []string) {
	if len(m) == 0 {
		e.word(append(e.lead(at), '{', '}'))
		return
	}
	for n, key := range sortedKeys(m, order) {
		e.begin(n, at)
		e.key(key)
		inner, isMap := m[key].(map[string]any)
		if isMap && key == "metadata" {
			e.anyMap(inner, e.below(at), metadataOrder)
			continue
		}
		e.any(m[key], e.below(at))
	}
}

func sortedKeys(m map[string]any, order []string) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	rank := func(key string) int {
		if i := slices.Index(order, key); i >= 0 {
			return i
		}
		return len(order)
	}
	slices.SortFunc(keys, func(a, b string) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a, b))
	})
	return keys
}

// emitObject writes a whole manifest. Status is what the cluster says, so it stays out.
func (e *emitter) emitObject(value any) {
	if m, ok := value.(map[string]any); ok {
		inner := make(map[string]any, len(m))
		for key, v := range m {
			if key != "status" {
				inner[key] = v
			}
		}
		e.anyMap(inner, place{}, rootOrder)
		return
	}
	v := reflect.ValueOf(value)
	for v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	if v.Kind() != reflect.Struct {
		e.failf("a manifest is made from a struct or a map, not from %T", value)
		return
	}
	if p := planOf(v.Type()); p.shape != structShape || !e.ordered(p, v, place{}, rootOrder, "status") {
		e.failf("%s has no field to write", v.Type())
	}
}

// emitted is a value as YAML text at a place.
func emitted(value any, at place, l layout) (string, error) {
	e := emitter{layout: l}
	e.any(value, at)
	return string(e.buf), e.err
}
