// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
)

// A field is one key that a struct writes.
type field struct {
	name string
	// key is the name as YAML with its colon.
	key       string
	index     []int
	plan      *typePlan
	omitEmpty bool
	omitZero  bool
	quoted    bool
}

// fieldsOf lists the keys of a struct in its own order, those of embedded structs
// in the place of these. Where a name stands twice, the outer one counts.
func fieldsOf(t reflect.Type) []field {
	all := collectFields(t, nil, map[reflect.Type]bool{})
	fields := all[:0:0]
	for _, f := range all {
		at := slices.IndexFunc(fields, func(other field) bool { return other.name == f.name })
		switch {
		case at < 0:
			fields = append(fields, f)
		case len(f.index) < len(fields[at].index):
			fields[at] = f
		}
	}
	return fields
}

func collectFields(t reflect.Type, index []int, open map[reflect.Type]bool) []field {
	if open[t] {
		return nil
	}
	open[t] = true
	defer delete(open, t)
	var fields []field
	for i := range t.NumField() {
		sf := t.Field(i)
		name, options, _ := strings.Cut(sf.Tag.Get("json"), ",")
		if name == "-" && options == "" {
			continue
		}
		at := append(slices.Clone(index), i)
		if inner := embedded(sf); inner != nil && name == "" {
			fields = append(fields, collectFields(inner, at, open)...)
			continue
		}
		if !sf.IsExported() {
			continue
		}
		fields = append(fields, newField(sf, cmp.Or(name, sf.Name), options, at))
	}
	return fields
}

// embedded is the struct that a field embeds, or nil.
func embedded(sf reflect.StructField) reflect.Type {
	t := sf.Type
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if !sf.Anonymous || t.Kind() != reflect.Struct {
		return nil
	}
	return t
}

func newField(sf reflect.StructField, name, options string, index []int) field {
	f := field{
		name:  name,
		key:   string(append(appendScalar(nil, name, false), ':')),
		index: index,
		plan:  planOf(sf.Type),
	}
	for option := range strings.SplitSeq(options, ",") {
		switch option {
		case "omitempty":
			f.omitEmpty = true
		case "omitzero":
			f.omitZero = true
		case "string":
			f.quoted = true
		}
	}
	return f
}

// value reads the field of a struct; not ok where an embedded pointer on the way is nil.
func (f *field) value(v reflect.Value) (reflect.Value, bool) {
	for i, at := range f.index {
		if i > 0 && v.Kind() == reflect.Pointer {
			if v.IsNil() {
				return v, false
			}
			v = v.Elem()
		}
		v = v.Field(at)
	}
	return v, true
}

// omits says whether the field's tag leaves this value out.
func (f *field) omits(v reflect.Value) bool {
	return f.omitEmpty && isEmptyValue(v) || f.omitZero && f.plan.zero(v)
}

// isEmptyValue is what encoding/json calls empty.
func isEmptyValue(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
		return v.Len() == 0
	case reflect.Struct:
		return false
	}
	return v.IsZero()
}
