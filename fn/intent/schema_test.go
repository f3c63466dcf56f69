// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package intent

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
	"vmha.dev/vmha/schemas"
)

var kinds = map[string][]byte{
	group:    schemas.HighAvailability,
	platform: schemas.HighAvailabilityPlatform,
}

// understood are the keywords that the checker reads, and those that say nothing about a value.
var understood = []string{
	"type", "properties", "required", "additionalProperties", "items", "anyOf", "enum", "const", "pattern", "patternErrorMessage",
	"minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "uniqueItems", "x-kubernetes-list-map-keys",
	"$schema", "title", "description", "default",
}

// TestCompact: a run reads the same schema as an editor.
func TestCompact(t *testing.T) {
	for kind, text := range map[string][]byte{
		v1alpha1.KindHighAvailability: schemas.HighAvailability, v1alpha1.KindHighAvailabilityPlatform: schemas.HighAvailabilityPlatform,
		v1alpha1.KindHighAvailabilityCheck: schemas.HighAvailabilityCheck, v1alpha1.KindRenderOptions: schemas.RenderOptions,
	} {
		want, err := parseSchema(text)
		require.NoError(t, err)
		have, err := load(kind)
		require.NoError(t, err)
		require.Equal(t, want, have, kind)
	}
}

// TestKeywords fails when a schema says something that the checker does not read, or in a way that it does not expect.
func TestKeywords(t *testing.T) {
	var walk func(path string, n map[string]any)
	walk = func(path string, n map[string]any) {
		for keyword, value := range n {
			assert.Contains(t, understood, keyword, path)
			below, _ := value.(map[string]any)
			switch keyword {
			case "properties":
				for name, property := range below {
					walk(path+"."+name, property.(map[string]any))
				}
			case "items", "additionalProperties":
				if below != nil {
					walk(path+"."+keyword, below)
				}
			case "anyOf":
				for _, alternative := range value.([]any) {
					walk(path+"."+keyword, alternative.(map[string]any))
				}
				assert.Len(t, value, 2, path)
			case "type":
				assert.Contains(t, []string{typeObject, typeArray, typeString, typeInteger}, value, path)
				if value == typeInteger {
					assert.Contains(t, n, "minimum", path)
					assert.Contains(t, n, "maximum", path)
				}
			case "uniqueItems":
				assert.Equal(t, typeString, n["items"].(map[string]any)["type"], path)
			}
		}
	}
	for kind, data := range kinds {
		var root map[string]any
		require.NoError(t, json.Unmarshal(data, &root))
		walk(kind, root)
	}
}

// samples are texts that match the patterns of the schemas.
var samples = []string{"web", "4Gi", "5m", "1.33", "https://example.org/disk.qcow2", "Metal3RemediationTemplate"}

// sample makes a value that a schema allows, with every field that it has.
func sample(t testing.TB, s *schema) any {
	t.Helper()
	switch {
	case len(s.AnyOf) > 0:
		return sample(t, s.AnyOf[1])
	case s.Const != "":
		return s.Const
	case len(s.Enum) > 0:
		return s.Enum[0]
	case s.Type == typeInteger:
		return max(1, *s.Minimum)
	case s.Type == typeArray:
		return []any{sample(t, s.Items)}
	case s.Type == typeObject:
		object := map[string]any{}
		for name, property := range s.Properties {
			object[name] = sample(t, property)
		}
		if s.Other.schema != nil {
			object["key"] = sample(t, s.Other.schema)
		}
		return object
	}
	i := slices.IndexFunc(samples, s.matches)
	require.GreaterOrEqual(t, i, 0, "no sample matches %s", s.Pattern)
	return samples[i]
}

// encode writes a value as JSON.
func encode(t testing.TB, value any) []byte {
	t.Helper()
	data, err := json.Marshal(value)
	require.NoError(t, err)
	return data
}

// TestEveryFieldArrives decodes an intent that has every field of the schema: nothing of it may be lost or changed.
func TestEveryFieldArrives(t *testing.T) {
	for kind := range kinds {
		root, err := load(kind)
		require.NoError(t, err)
		data := encode(t, sample(t, root))
		again, problems, err := decodeKind(kind, data)
		require.NoError(t, err)
		require.Empty(t, messages(problems))
		assert.JSONEq(t, string(data), string(encode(t, again)))
	}
}

func decodeKind(kind string, data []byte) (any, []Problem, error) {
	if kind == platform {
		return DecodePlatform(data)
	}
	return DecodeHighAvailability(data)
}

// TestEveryFieldIsChecked spoils each field in turn: exactly that is reported, at its place.
func TestEveryFieldIsChecked(t *testing.T) {
	for kind := range kinds {
		root, err := load(kind)
		require.NoError(t, err)
		count := 0
		eachField(root, nil, func(path plan.Path) {
			count++
			whole := sample(t, root)
			spoil(whole, path)
			problems, err := Validate(kind, encode(t, whole))
			require.NoError(t, err)
			require.Len(t, problems, 1, path.String())
			assert.Equal(t, path.String(), problems[0].Path.String())
			assert.Contains(t, problems[0].Message, path.String()+" is ")
		})
		assert.Greater(t, count, 30)
	}
}

func eachField(s *schema, at plan.Path, do func(plan.Path)) {
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		path, below := at.Key(name), s.Properties[name]
		do(path)
		for below.Items != nil {
			path, below = path.Index(0), below.Items
			do(path)
		}
		eachField(below, path, do)
	}
}

// spoil puts a value at the path that nothing allows.
func spoil(value any, path plan.Path) {
	step, last := path[0], len(path) == 1
	switch v := value.(type) {
	case map[string]any:
		if last {
			v[step.Key] = nil
			return
		}
		spoil(v[step.Key], path[1:])
	case []any:
		if last {
			v[0] = nil
			return
		}
		spoil(v[0], path[1:])
	}
}

// oracles are the schemas in the eyes of a library.
func oracles(t testing.TB) map[string]*jsonschema.Schema {
	t.Helper()
	compiled := map[string]*jsonschema.Schema{}
	for kind, data := range kinds {
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		require.NoError(t, err)
		compiler := jsonschema.NewCompiler()
		require.NoError(t, compiler.AddResource(kind, document))
		compiled[kind], err = compiler.Compile(kind)
		require.NoError(t, err)
	}
	return compiled
}

// beyond are mistakes that a JSON schema does not see: a whole number with a point
// or an exponent, two elements with one merge key, and keys that stand there twice.
var beyond = []string{"an integer is needed", "give each its own", "stands there more than once"}

func onlyBeyond(problems []Problem) bool {
	return !slices.ContainsFunc(problems, func(p Problem) bool {
		return !slices.ContainsFunc(beyond, func(words string) bool { return strings.Contains(p.Message, words) })
	})
}

// agree holds the verdict of the checker against that of the library.
func agree(t testing.TB, oracle *jsonschema.Schema, data []byte, problems []Problem) {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	require.NoError(t, err)
	switch err := oracle.Validate(value); {
	case err != nil:
		assert.NotEmpty(t, problems, "the library says %v", err)
	case len(problems) > 0:
		assert.True(t, onlyBeyond(problems), "the library finds nothing, the checker %q", messages(problems))
	}
}

// TestLibraryAgrees compares verdicts on every bad intent and on one with every field.
func TestLibraryAgrees(t *testing.T) {
	library := oracles(t)
	for kind := range kinds {
		root, err := load(kind)
		require.NoError(t, err)
		agree(t, library[kind], encode(t, sample(t, root)), nil)
	}
	for _, test := range bad {
		data := text(t, test.kind, test.yaml)
		problems, err := Validate(test.kind, data)
		require.NoError(t, err)
		agree(t, library[test.kind], data, problems)
	}
}
