// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strings"

	"vmha.dev/vmha/api/v1alpha1"
)

// jsonSchema makes the JSON schema of the kind from its CRD. Draft-07 is what the
// YAML language servers of editors know in full.
func (k kind) jsonSchema(root string) ([]byte, error) {
	schema, err := k.schema(root)
	if err != nil {
		return nil, err
	}
	if err := translate(schema, k.name); err != nil {
		return nil, err
	}
	schema["$schema"] = "http://json-schema.org/draft-07/schema#"
	schema["title"] = k.name
	schema["required"] = []string{"apiVersion", "kind", "metadata", "spec"}
	properties := schema.child("properties")
	properties["apiVersion"] = node{"const": v1alpha1.APIVersion, "description": "Version of the intent.", "type": "string"}
	properties["kind"] = node{"const": k.name, "description": "Kind of the intent.", "type": "string"}
	properties["metadata"] = metadata

	return encode(schema, "  ")
}

func encode(schema node, indent string) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", indent)
	if err := encoder.Encode(schema); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// jsonNode is the JSON schema of the kind, read back.
func (k kind) jsonNode(root string) (node, error) {
	data, err := k.jsonSchema(root)
	if err != nil {
		return nil, err
	}
	var n node
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	return n, decoder.Decode(&n)
}

// compactSchema is the JSON schema without the keywords that say nothing about a value:
// every run of the program reads it, and most of the other one is words.
func (k kind) compactSchema(root string) ([]byte, error) {
	n, err := k.jsonNode(root)
	if err != nil {
		return nil, err
	}
	compact(n)
	return encode(n, "")
}

func compact(n node) {
	for _, keyword := range []string{"$schema", "title", "description", "default"} {
		delete(n, keyword)
	}
	for _, property := range n.properties() {
		compact(property)
	}
	for _, keyword := range []string{"items", "additionalProperties"} {
		if below := n.child(keyword); below != nil {
			compact(below)
		}
	}
	alternatives, _ := n["anyOf"].([]any)
	for _, alternative := range alternatives {
		if below, ok := alternative.(map[string]any); ok {
			compact(below)
		}
	}
}

// metadata is what an intent needs of Kubernetes' ObjectMeta, which a CRD leaves
// to the API server. Other fields may be there: tools add them.
var metadata = node{
	"additionalProperties": true,
	"description":          "Name, namespace, labels and annotations.",
	"properties": map[string]any{
		"annotations": node{
			"additionalProperties": node{"type": "string"},
			"description":          "Annotations. config.kubernetes.io/local-config: \"true\" keeps the intent itself away from the cluster.",
			"type":                 "object",
		},
		"labels": node{
			"additionalProperties": node{"type": "string"},
			"description":          "Labels.",
			"type":                 "object",
		},
		"name": node{
			"description":         "Name of the intent.",
			"maxLength":           253,
			"minLength":           1,
			"pattern":             dnsSubdomain,
			"patternErrorMessage": patternMessages[dnsSubdomain],
			"type":                "string",
		},
		"namespace": node{
			"description":         "Namespace of the intent and of its machines.",
			"maxLength":           63,
			"minLength":           1,
			"pattern":             dnsLabel,
			"patternErrorMessage": patternMessages[dnsLabel],
			"type":                "string",
		},
	},
	"required": []string{"name"},
	"type":     "object",
}

// translate turns a schema of OpenAPI, as Kubernetes uses it, into one of JSON
// Schema, in place and all the way down. The path is for messages.
func translate(n node, path string) error {
	if description := n.text("description"); description != "" {
		n["description"] = oneLine(description)
	}
	closeObject(n)
	boundInteger(n)
	if n["x-kubernetes-list-type"] == "set" {
		n["uniqueItems"] = true
	}
	if n["x-kubernetes-int-or-string"] == true {
		intOrString(n)
	}
	// The merge keys stay, for two elements must not have the same ones, which JSON Schema cannot say.
	for keyword := range n {
		if strings.HasPrefix(keyword, "x-kubernetes-") && keyword != "x-kubernetes-list-map-keys" {
			delete(n, keyword)
		}
	}
	if err := explainPattern(n, path); err != nil {
		return err
	}
	return translateChildren(n, path)
}

func translateChildren(n node, path string) error {
	for name, property := range n.properties() {
		tighten(name, property)
		if err := translate(property, path+"."+name); err != nil {
			return err
		}
	}
	for _, keyword := range []string{"items", "additionalProperties"} {
		if child := n.child(keyword); child != nil {
			if err := translate(child, path+"[]"); err != nil {
				return err
			}
		}
	}
	return nil
}

// closeObject refuses fields that a schema does not list. Kubernetes drops them
// without a word, which is how typing mistakes stay unseen.
func closeObject(n node) {
	if n["type"] != "object" {
		return
	}
	switch {
	case n["x-kubernetes-preserve-unknown-fields"] == true:
		n["additionalProperties"] = true
	case n["additionalProperties"] == nil:
		n["additionalProperties"] = false
	}
}

// boundInteger says in numbers what the format says in a word, for JSON Schema knows no such format.
func boundInteger(n node) {
	low, high := int64(math.MinInt32), int64(math.MaxInt32)
	switch n["format"] {
	case "int32":
	case "int64":
		low, high = math.MinInt64, math.MaxInt64
	default:
		return
	}
	delete(n, "format")
	if n["minimum"] == nil {
		n["minimum"] = low
	}
	if n["maximum"] == nil {
		n["maximum"] = high
	}
}

// intOrString says what the number and what the string may be. Every field of the
// intent of this kind is a quantity or a port.
func intOrString(n node) {
	number := node{"type": "integer", "minimum": 1}
	text := node{"type": "string"}
	if n["pattern"] != nil {
		number["maximum"] = int64(math.MaxInt64)
		text["pattern"], text["patternErrorMessage"] = quantity, patternMessages[quantity]
		delete(n, "pattern")
	} else {
		number["maximum"] = math.MaxUint16
		text["maxLength"], text["pattern"], text["patternErrorMessage"] = 15, portName, patternMessages[portName]
	}
	n["anyOf"] = []node{number, text}
}

// tighten adds the rules of upstream types, which state them in comments only
// (k8s.io/api/core/v1 types.go, apimachinery meta/v1 types.go).
func tighten(name string, n node) {
	switch {
	case name == "scheme" && n["enum"] == nil:
		n["enum"] = []any{"HTTP", "HTTPS"}
	case name == "operator" && n["enum"] == nil:
		n["enum"] = []any{"In", "NotIn", "Exists", "DoesNotExist"}
	}
}

func explainPattern(n node, path string) error {
	pattern := n.text("pattern")
	if pattern == "" {
		return nil
	}
	message, ok := patternMessages[pattern]
	if !ok {
		return fmt.Errorf("%s: the pattern %s has no message; add it to patternMessages in internal/gen/patterns.go", path, pattern)
	}
	// Editors know this keyword too.
	n["patternErrorMessage"] = message
	return nil
}

// oneLine joins the lines of a comment.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
