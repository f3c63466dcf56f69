// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"reflect"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// A field is one field of a Go type as JSON shows it.
type field struct {
	reflect.StructField

	name      string
	omitEmpty bool
}

// leaves are structs that JSON shows as one value or as anything.
var leaves = []reflect.Type{
	reflect.TypeFor[resource.Quantity](),
	reflect.TypeFor[intstr.IntOrString](),
	reflect.TypeFor[runtime.RawExtension](),
}

// fields lists the fields of a struct in the order in which it declares them. It
// looks through pointers and lists; every other type has none.
func fields(t reflect.Type) []field {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || slices.Contains(leaves, t) {
		return nil
	}
	var list []field
	for f := range t.Fields() {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		list = append(list, field{f, name, strings.Contains(options, "omitempty")})
	}
	return list
}
