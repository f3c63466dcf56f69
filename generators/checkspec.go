// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package generators

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"

	kubevirtv1 "kubevirt.io/api/core/v1"
	kjson "sigs.k8s.io/json"
)

// CheckSpec says what in a raw spec KubeVirt's types do not know, or know otherwise.
func CheckSpec(raw []byte) []string {
	// The type has a decoder of its own, which is not strict; a type of its fields alone has none.
	type fields kubevirtv1.VirtualMachineInstanceSpec
	var spec fields
	strict, err := kjson.UnmarshalStrict(raw, &spec)
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return []string{fmt.Sprintf("%s is %s, where %s is needed,", wrong.Field, jsonName(wrong.Value), typeName(wrong.Type))}
	}
	if err != nil {
		return []string{err.Error()}
	}
	problems := make([]string, len(strict))
	for i, problem := range strict {
		problems[i] = problem.Error()
	}
	return problems
}

// jsonName names a value as people do.
func jsonName(value string) string {
	switch value {
	case "array":
		return "a list"
	case "object":
		return "a map"
	case "bool":
		return "a boolean"
	default:
		return "a " + value // string, number 2.5
	}
}

func typeName(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Pointer:
		return typeName(t.Elem())
	case reflect.Struct, reflect.Map:
		return "a map"
	case reflect.Slice:
		return "a list"
	case reflect.Bool:
		return "a boolean"
	case reflect.String:
		return "a string"
	default:
		return "a number"
	}
}
