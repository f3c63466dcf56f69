// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/api/v1alpha1"
)

// repair is what to do about a CRD that the types have left behind.
const repair = "the CRD is stale; run: make generate"

// TestTypesAndCRDsAgree holds each CRD against the Go types and the markers that
// controller-gen made it from, without controller-gen.
func TestTypesAndCRDsAgree(t *testing.T) {
	read := readSource(t)
	for _, k := range kinds {
		schema, err := k.schema(root)
		require.NoError(t, err)
		compareObject(t, read, k.name+".spec", k.spec, schema.properties()["spec"])
	}
}

// compareObject compares the fields of a struct with the properties of a schema, both ways.
func compareObject(t *testing.T, read source, path string, goType reflect.Type, n node) {
	t.Helper()
	goType = element(goType)
	properties := n.properties()
	var names, required []string
	for _, f := range fields(goType) {
		names = append(names, f.name)
		if !f.omitEmpty {
			required = append(required, f.name)
		}
		property := properties[f.name]
		if property == nil {
			continue
		}
		below := path + "." + f.name
		assert.Equal(t, jsonType(f.Type), property.text("type"), "%s: type; %s", below, repair)
		if ours(goType) {
			compareMarkers(t, below, read.comments[goType.Name()+"."+f.Name], property, !f.omitEmpty)
			compareConstants(t, read, below, f.Type, property)
		}
		for property.child("items") != nil {
			property = property.child("items")
		}
		compareObject(t, read, below, f.Type, property)
	}
	assert.ElementsMatch(t, names, slices.Collect(maps.Keys(properties)), "%s: fields; %s", path, repair)
	assert.ElementsMatch(t, required, stringsOf(n["required"]), "%s: required fields; %s", path, repair)
}

func element(goType reflect.Type) reflect.Type {
	for goType.Kind() == reflect.Pointer || goType.Kind() == reflect.Slice {
		goType = goType.Elem()
	}
	return goType
}

// jsonType is the type that a CRD gives to a Go type; none to a number or string.
func jsonType(goType reflect.Type) string {
	for goType.Kind() == reflect.Pointer {
		goType = goType.Elem()
	}
	switch goType.Kind() {
	case reflect.Slice:
		return "array"
	case reflect.String:
		return "string"
	case reflect.Int32, reflect.Int64:
		return "integer"
	case reflect.Struct:
		if goType == leaves[0] || goType == leaves[1] {
			return ""
		}
	}
	return "object"
}

// validations are the markers that a CRD repeats under another name.
var validations = map[string]string{
	"kubebuilder:default":              "default",
	"kubebuilder:validation:Minimum":   "minimum",
	"kubebuilder:validation:Maximum":   "maximum",
	"kubebuilder:validation:MinLength": "minLength",
	"kubebuilder:validation:MaxLength": "maxLength",
	"kubebuilder:validation:MinItems":  "minItems",
	"kubebuilder:validation:MaxItems":  "maxItems",
	"kubebuilder:validation:Pattern":   "pattern",
	"kubebuilder:validation:Enum":      "enum",
	"listType":                         "x-kubernetes-list-type",
	"listMapKey":                       "x-kubernetes-list-map-keys",
}

func compareMarkers(t *testing.T, path string, c comment, n node, required bool) {
	t.Helper()
	assert.Equal(t, c.description, oneLine(n.text("description")), "%s: description; %s", path, repair)
	assert.NotEmpty(t, c.description, "%s: describe the field", path)
	for marker, keyword := range validations {
		// The pattern of a quantity comes with its Go type.
		if n["x-kubernetes-int-or-string"] == true && keyword == "pattern" {
			continue
		}
		assert.Equal(t, strings.Trim(c.markers[marker], "\"`"), keywordText(n[keyword]), "%s: %s; %s", path, keyword, repair)
	}
	assert.Equal(t, c.markers["kubebuilder:validation:items:Enum"], keywordText(n.child("items")["enum"]), "%s: items; %s", path, repair)
	_, says := c.markers["required"]
	assert.Equal(t, required, says, "%s: the marker +required and the tag omitempty contradict each other", path)
	_, says = c.markers["optional"]
	assert.Equal(t, !required, says, "%s: the marker +optional and the tag omitempty contradict each other", path)
}

// keywordText writes the value of a keyword as its marker does.
func keywordText(value any) string {
	if value == nil {
		return ""
	}
	if list, ok := value.([]any); ok {
		return strings.Join(stringsOf(list), ";")
	}
	if number, ok := value.(float64); ok {
		return strconv.FormatFloat(number, 'f', -1, 64)
	}
	return fmt.Sprint(value)
}

func stringsOf(value any) []string {
	list, _ := value.([]any)
	var texts []string
	for _, e := range list {
		texts = append(texts, fmt.Sprint(e))
	}
	return texts
}

// compareConstants compares the constants of a string type of ours with the enum of the field.
func compareConstants(t *testing.T, read source, path string, goType reflect.Type, n node) {
	t.Helper()
	goType = element(goType)
	if goType.Kind() != reflect.String || !ours(goType) {
		return
	}
	constants := read.constants[goType.Name()]
	assert.NotEmpty(t, constants, "%s: the type %s has no constants", path, goType)
	assert.Equal(t, constants, stringsOf(n["enum"]), "%s: the enum and the constants of %s; %s", path, goType, repair)
}

// TestDefaultsAgree holds Default() against the defaults of the CRDs: on a value
// with every object and one element in every list, it sets exactly those.
func TestDefaultsAgree(t *testing.T) {
	group, platform, check, options := v1alpha1.HighAvailabilitySpec{}, v1alpha1.HighAvailabilityPlatformSpec{}, v1alpha1.HighAvailabilityCheckSpec{}, v1alpha1.RenderOptionsSpec{}
	fill(reflect.ValueOf(&group).Elem())
	fill(reflect.ValueOf(&platform).Elem())
	group.Default()
	platform.Default()
	check.Default()
	options.Default()
	for _, test := range []struct {
		kind  kind
		value any
	}{{highAvailability, group}, {highAvailabilityPlatform, platform}, {highAvailabilityCheck, check}, {renderOptions, options}} {
		schema, err := test.kind.schema(root)
		require.NoError(t, err)
		want, got := map[string]string{}, map[string]string{}
		collectDefaults(test.kind.name+".spec", schema.properties()["spec"], want)
		collectValues(test.kind.name+".spec", reflect.ValueOf(test.value), got)
		assert.Equal(t, want, got)
		assert.NotEmpty(t, want)
	}
}

// fill makes every object and one element of every list of objects.
func fill(v reflect.Value) {
	switch {
	case v.Kind() == reflect.Pointer && v.Type().Elem().Kind() == reflect.Struct && ours(v.Type()):
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Struct && ours(v.Type()):
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case v.Kind() == reflect.Struct && ours(v.Type()):
		for _, f := range v.Fields() {
			fill(f)
		}
	}
}

func collectDefaults(path string, n node, into map[string]string) {
	if value, ok := n["default"]; ok {
		into[path] = fmt.Sprint(value)
	}
	for name, property := range n.properties() {
		collectDefaults(path+"."+name, property, into)
	}
	if items := n.child("items"); items != nil {
		collectDefaults(path, items, into)
	}
}

// collectValues lists the fields that are not empty.
func collectValues(path string, v reflect.Value, into map[string]string) {
	for v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	switch {
	case v.Kind() == reflect.Struct && ours(v.Type()):
		for _, f := range fields(v.Type()) {
			collectValues(path+"."+f.name, v.FieldByIndex(f.Index), into)
		}
	case v.Kind() == reflect.Slice && v.Len() == 1:
		collectValues(path, v.Index(0), into)
	case !v.IsZero():
		into[path] = fmt.Sprint(v.Interface())
	}
}

// TestTightenedUpstream fails when a rule about an upstream type meets no field any more.
func TestTightenedUpstream(t *testing.T) {
	data, err := highAvailability.jsonSchema(root)
	require.NoError(t, err)
	for _, words := range []string{`"HTTPS"`, `"DoesNotExist"`, `\\.[0-9]*[1-9]`, `[a-z](-?[a-z0-9])*$`} {
		assert.Contains(t, string(data), words)
	}
}
