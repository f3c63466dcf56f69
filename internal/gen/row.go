// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
)

// kind says the type of the field in words.
func (r row) kind() string { return typeName(r.node) }

func typeName(n node) string {
	switch {
	case n["anyOf"] != nil:
		return "integer or string"
	case n["type"] == "array":
		return "list of " + typeName(n.child("items")) + "s"
	case n["type"] == "object" && n.child("additionalProperties") != nil:
		return "map of " + typeName(n.child("additionalProperties")) + "s"
	}
	return n.text("type")
}

// defaultValue says what holds where the field is left out.
func (r row) defaultValue() string {
	if r.required {
		return "**required**"
	}
	if value, ok := r.node["default"]; ok {
		return fmt.Sprintf("`%v`", value)
	}
	return ""
}

// allowed says which values the field may have.
func (r row) allowed() string {
	n := r.node
	switch {
	case n["type"] == "array":
		n = n.child("items")
	case n.child("additionalProperties") != nil:
		n = n.child("additionalProperties")
	}
	var parts []string
	if values, ok := n["enum"].([]any); ok {
		parts = append(parts, enumText(values))
	}
	parts = append(parts, bounds(n, "minimum", "maximum", "")...)
	parts = append(parts, bounds(n, "minLength", "maxLength", " characters")...)
	parts = append(parts, bounds(r.node, "minItems", "maxItems", " elements")...)
	for _, m := range messages(n) {
		parts = append(parts, cell(m))
	}
	return strings.Join(parts, "; ")
}

// meaning is the description of the field.
func (r row) meaning() string { return cell(r.node.text("description")) }

// cell escapes what would end a cell of a table.
func cell(s string) string { return strings.ReplaceAll(s, "|", `\|`) }

func enumText(values []any) string {
	quoted := make([]string, len(values))
	for i, value := range values {
		quoted[i] = fmt.Sprintf("`%v`", value)
	}
	return strings.Join(quoted, ", ")
}

func messages(n node) []string {
	var list []string
	alternatives, _ := n["anyOf"].([]any)
	for _, alternative := range alternatives {
		if m, ok := alternative.(map[string]any); ok {
			list = append(list, messages(m)...)
		}
	}
	if message := n.text("patternErrorMessage"); message != "" {
		list = append(list, message)
	}
	return list
}

// bounds says a pair of bounds in words. That a text is not empty goes without saying, and so do the bounds of a Go type.
func bounds(n node, low, high, unit string) []string {
	least, hasLeast := number(n[low], func(i int64) bool { return i > math.MinInt32 && (unit != " characters" || i > 1) })
	most, hasMost := number(n[high], func(i int64) bool { return i < math.MaxInt32 })
	switch {
	case unit == " elements" && hasLeast && !hasMost:
		return []string{"not empty"}
	case hasLeast && hasMost:
		return []string{fmt.Sprintf("%d to %d%s", least, most, unit)}
	case hasLeast:
		return []string{fmt.Sprintf("at least %d%s", least, unit)}
	case hasMost:
		return []string{fmt.Sprintf("at most %d%s", most, unit)}
	}
	return nil
}

// number reads a bound, if there is one that is worth a word.
func number(value any, worth func(int64) bool) (int64, bool) {
	n, _ := value.(json.Number)
	i, err := n.Int64()
	return i, err == nil && worth(i)
}
