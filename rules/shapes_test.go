// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"maps"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"vmha.dev/vmha/document"
	"vmha.dev/vmha/plan"
)

// misshapen are values that stand where they do not belong. A null is left out where a map is written.
var misshapen = []any{nil, "", -1, true, []any{}, []any{nil, "x", []any{1}}, map[string]any{"x": nil}}

// TestMisshapen puts values of other kinds in every place of the example of every rule: people
// write anything, and a rule may find what it likes, but neither it nor its repair may die of it.
func TestMisshapen(t *testing.T) {
	for _, rule := range All {
		t.Run(rule.ID, func(t *testing.T) {
			archive, err := txtar.ParseFile(filepath.Join("testdata", rule.ID+suffix))
			require.NoError(t, err)
			e := &example{t: t, rule: rule, archive: archive}
			e.platform()
			var values []any
			for _, object := range e.read("bad.yaml").Objects() {
				value, _ := object.Value(nil)
				values = append(values, value)
			}
			places := 0
			eachPlace(values, func(put func(any), old any) {
				places++
				for _, value := range misshapen {
					put(value)
					e.run(values)
				}
				put(old)
			})
			require.Greater(t, places, len(values))
		})
	}
}

// eachPlace goes through all values below a list or map. One that is put in a place is not entered.
func eachPlace(in any, visit func(put func(any), old any)) {
	switch in := in.(type) {
	case []any:
		for i, old := range in {
			visit(func(v any) { in[i] = v }, old)
			eachPlace(old, visit)
		}
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(in)) {
			old := in[key]
			visit(func(v any) { in[key] = v }, old)
			eachPlace(old, visit)
		}
	}
}

// run runs the rule and its repairs on values that are maps.
func (e *example) run(values []any) {
	stream, err := document.Parse(nil)
	require.NoError(e.t, err)
	for _, value := range values {
		if _, isMap := value.(map[string]any); isMap {
			object, err := document.New(value)
			require.NoError(e.t, err)
			stream.Append(object)
		}
	}
	w := e.world(stream)
	for _, finding := range e.rule.Run(w) {
		for _, edit := range e.rule.Repair(w, finding) {
			for _, object := range stream.Objects() {
				if refOf(object) == edit.Target {
					_, _ = object.Apply([]plan.Edit{edit}) // An edit that cannot be made is refused.
				}
			}
		}
	}
}
