// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package intent

import (
	"encoding/json"
	"reflect"
	"strings"
	"sync"

	"vmha.dev/vmha/plan"
)

// decodeNode reads what the schema accepts into a pointer to a struct. It answers
// false at what needs its JSON: a free spec, and types that read themselves from more than a scalar.
func decodeNode(n plan.Node, into any) bool {
	v := reflect.ValueOf(into).Elem()
	return decoderOf(v.Type())(n, v)
}

// A nodeDecoder reads values of one Go type.
type nodeDecoder func(n plan.Node, into reflect.Value) bool

// nodeDecoders holds one for every type that was read so far.
var nodeDecoders sync.Map

var jsonUnmarshaler = reflect.TypeFor[json.Unmarshaler]()

func decoderOf(t reflect.Type) nodeDecoder {
	if known, ok := nodeDecoders.Load(t); ok {
		return known.(nodeDecoder) //nolint:forcetypeassert // Nothing else is stored.
	}
	made := makeDecoder(t)
	nodeDecoders.Store(t, made)
	return made
}

func makeDecoder(t reflect.Type) nodeDecoder {
	if reflect.PointerTo(t).Implements(jsonUnmarshaler) {
		return decodeByItself
	}
	switch t.Kind() {
	case reflect.String:
		return func(n plan.Node, into reflect.Value) bool {
			into.SetString(n.Text())
			return true
		}
	case reflect.Bool:
		return func(n plan.Node, into reflect.Value) bool {
			value, ok := n.Bool()
			into.SetBool(value)
			return ok
		}
	case reflect.Int32, reflect.Int64:
		return func(n plan.Node, into reflect.Value) bool {
			value, ok := n.Int()
			into.SetInt(value)
			return ok && !into.OverflowInt(value)
		}
	case reflect.Pointer:
		return pointerDecoder(t.Elem())
	case reflect.Slice:
		return sliceDecoder(t)
	case reflect.Map:
		return mapDecoder(t)
	case reflect.Struct:
		return structDecoder(t)
	}
	return func(plan.Node, reflect.Value) bool { return false }
}

// decodeByItself reads scalars of types such as quantities.
func decodeByItself(n plan.Node, into reflect.Value) bool {
	if n.Kind() != plan.Scalar {
		return false
	}
	data := []byte(n.Text())
	if n.IsString() {
		var err error
		if data, err = json.Marshal(n.Text()); err != nil {
			return false
		}
	} else if _, whole := n.Int(); !whole {
		return false
	}
	return into.Addr().Interface().(json.Unmarshaler).UnmarshalJSON(data) == nil //nolint:forcetypeassert // makeDecoder has asked.
}

func pointerDecoder(elem reflect.Type) nodeDecoder {
	return func(n plan.Node, into reflect.Value) bool {
		value := reflect.New(elem)
		into.Set(value)
		return decoderOf(elem)(n, value.Elem())
	}
}

func sliceDecoder(t reflect.Type) nodeDecoder {
	elem := decoderOf(t.Elem())
	return func(n plan.Node, into reflect.Value) bool {
		list := reflect.MakeSlice(t, n.Len(), n.Len())
		into.Set(list)
		for i, element := range plan.Elements(n) {
			if !elem(element, list.Index(i)) {
				return false
			}
		}
		return true
	}
}

func mapDecoder(t reflect.Type) nodeDecoder {
	if t.Key().Kind() != reflect.String || t.Elem().Kind() != reflect.String {
		return func(plan.Node, reflect.Value) bool { return false }
	}
	return func(n plan.Node, into reflect.Value) bool {
		values := reflect.MakeMapWithSize(t, n.Len())
		for key, value := range plan.Entries(n) {
			values.SetMapIndex(reflect.ValueOf(key).Convert(t.Key()), reflect.ValueOf(value.Text()).Convert(t.Elem()))
		}
		into.Set(values)
		return true
	}
}

// structDecoder finds fields by their names, those of embedded structs among them.
func structDecoder(t reflect.Type) nodeDecoder {
	fields := map[string][]int{}
	for _, f := range reflect.VisibleFields(t) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name != "" && name != "-" && f.IsExported() {
			fields[name] = f.Index
		}
	}
	return func(n plan.Node, into reflect.Value) bool {
		for name, value := range plan.Entries(n) {
			index, there := fields[name]
			if !there {
				return false
			}
			field := into.FieldByIndex(index)
			if !decoderOf(field.Type())(value, field) {
				return false
			}
		}
		return true
	}
}
