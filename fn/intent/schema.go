// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package intent

import (
	"encoding/json"
	"fmt"
	"regexp"
	"sync"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/schemas"
)

// The JSON types. The schemas use the first four.
const (
	typeObject  = "object"
	typeArray   = "array"
	typeString  = "string"
	typeInteger = "integer"
	typeBoolean = "boolean"
	typeNull    = "null"
)

// A schema holds the keywords that the embedded schemas use.
type schema struct {
	Type       string             `json:"type"`
	Properties map[string]*schema `json:"properties"`
	Required   []string           `json:"required"`
	// Other is what an object may hold besides its properties.
	Other   other     `json:"additionalProperties"`
	Items   *schema   `json:"items"`
	AnyOf   []*schema `json:"anyOf"`
	Enum    []string  `json:"enum"`
	Const   string    `json:"const"`
	Pattern string    `json:"pattern"`
	// PatternMessage says the pattern in words that go on from "allowed is".
	PatternMessage string `json:"patternErrorMessage"`
	Minimum        *int64 `json:"minimum"`
	Maximum        *int64 `json:"maximum"`
	MinLength      int    `json:"minLength"`
	MaxLength      *int   `json:"maxLength"`
	MinItems       int    `json:"minItems"`
	MaxItems       *int   `json:"maxItems"`
	UniqueItems    bool   `json:"uniqueItems"`
	// MergeKeys are the fields whose values tell the elements of a list apart.
	MergeKeys []string `json:"x-kubernetes-list-map-keys"`
}

// other is the keyword additionalProperties: a schema, or whether anything may be there.
type other struct {
	anything bool
	schema   *schema
}

// UnmarshalJSON reads true, false or a schema.
func (o *other) UnmarshalJSON(data []byte) error {
	if data[0] == '{' {
		return json.Unmarshal(data, &o.schema)
	}
	return json.Unmarshal(data, &o.anything)
}

// load reads the schema of a kind at its first use.
func load(kind string) (*schema, error) {
	read, ok := schemaOf[kind]
	if !ok {
		return nil, fmt.Errorf("there is no schema of the kind %q", kind)
	}
	return read()
}

var schemaOf = map[string]func() (*schema, error){
	v1alpha1.KindHighAvailability:         reader(v1alpha1.KindHighAvailability),
	v1alpha1.KindHighAvailabilityPlatform: reader(v1alpha1.KindHighAvailabilityPlatform),
	v1alpha1.KindHighAvailabilityCheck:    reader(v1alpha1.KindHighAvailabilityCheck),
	v1alpha1.KindRenderOptions:            reader(v1alpha1.KindRenderOptions),
}

func reader(kind string) func() (*schema, error) {
	return sync.OnceValues(func() (*schema, error) {
		data, err := schemas.Compact(kind)
		if err != nil {
			return nil, err
		}
		return parseSchema(data)
	})
}

func parseSchema(data []byte) (*schema, error) {
	var s schema
	if err := json.Unmarshal(data, &s); err != nil {
		return nil, fmt.Errorf("embedded schema: %w", err)
	}
	return &s, nil
}

// matches says whether a text has the form that the schema asks for.
func (s *schema) matches(text string) bool {
	return s.Pattern == "" || pattern(s.Pattern).MatchString(text)
}

// patterns holds each regular expression from its first use on.
var patterns sync.Map

func pattern(text string) *regexp.Regexp {
	if compiled, ok := patterns.Load(text); ok {
		return compiled.(*regexp.Regexp) //nolint:forcetypeassert // Nothing else is stored.
	}
	compiled := regexp.MustCompile(text)
	patterns.Store(text, compiled)
	return compiled
}
