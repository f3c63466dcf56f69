// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/document"
	"vmha.dev/vmha/plan"
	"vmha.dev/vmha/schemas"
)

// holdLaws checks what is true of every run, whatever its input.
func holdLaws(t *testing.T, dir string, first *run) {
	t.Helper()
	t.Run("a second run changes nothing", func(t *testing.T) {
		want := allText(first.outcome.Objects)
		again := Render(Input{Objects: parse(t, want), Config: readCase(t, dir).Config})
		require.False(t, again.Failed(), resultsText(t, &again))
		require.Equal(t, want, allText(again.Objects))
		for _, finding := range again.Findings {
			require.NotContains(t, []string{"changed", "needs-restart", "pruned", "group-label-needs-restart"}, finding.ID, finding.Message)
		}
	})
	holdOrderLaws(t, dir, first)
	t.Run("nothing of the user's is lost", func(t *testing.T) { keepsInput(t, dir, first) })
	t.Run("everything has a source in the schema", func(t *testing.T) { hasSources(t, first) })
	t.Run("everything decodes into the upstream types", func(t *testing.T) { decodes(t, readCase(t, dir), first) })
	t.Run("the objects agree with each other", func(t *testing.T) { agrees(t, first) })
	t.Run("the scopes part the objects", func(t *testing.T) { scopesPart(t, dir, first) })
	t.Run("the findings are well-formed", func(t *testing.T) { wellFormed(t, first) })
}

// holdBadLaws checks what is true of every run that found an error.
func holdBadLaws(t *testing.T, dir string, first *run) {
	t.Helper()
	holdOrderLaws(t, dir, first)
	t.Run("the findings are well-formed", func(t *testing.T) { wellFormed(t, first) })
}

func holdOrderLaws(t *testing.T, dir string, first *run) {
	t.Helper()
	t.Run("two runs give the same bytes", func(t *testing.T) {
		other := Render(readCase(t, dir))
		require.Equal(t, resultsText(t, &first.outcome), resultsText(t, &other))
		require.Equal(t, allText(first.outcome.Objects), allText(other.Objects))
	})
	t.Run("the order of the input makes no difference", func(t *testing.T) {
		in := readCase(t, dir)
		slices.Reverse(in.Objects)
		reversed := Render(in)
		require.Equal(t, resultsText(t, &first.outcome), resultsText(t, &reversed))
		require.Equal(t, sortedTexts(first.outcome.Objects), sortedTexts(reversed.Objects))
		require.Equal(t, additions(first.outcome), additions(reversed), "new objects have an order of their own")
	})
}

func sortedTexts(objects []*document.Object) []string {
	return slices.Sorted(slices.Values(texts(objects)))
}

func additions(outcome Outcome) []string {
	added := make([]*document.Object, 0, len(outcome.Added))
	for _, addition := range outcome.Added {
		added = append(added, addition.Object)
	}
	return texts(added)
}

// scopesPart checks that a run for the application and one for the infrastructure make
// what one run for both makes, and that the latter leaves machines alone.
func scopesPart(t *testing.T, dir string, both *run) {
	t.Helper()
	made := func(r *run) []string {
		var objects []*document.Object
		for _, successor := range r.outcome.Replaced {
			objects = append(objects, successor)
		}
		return slices.Sorted(slices.Values(append(additions(r.outcome), texts(objects)...)))
	}
	scoped := func(scope plan.Scope) *run {
		in, data := readCase(t, dir), []string{"scope: " + string(scope)}
		for _, name := range OptionNames() {
			if in.Config == nil {
				break
			}
			if value := plan.At(in.Config.Root(), plan.Fields("spec."+name)).Text(); value != "" && name != "scope" {
				data = append(data, name+": "+value)
			}
		}
		in.Config = parse(t, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: options}\ndata: {"+strings.Join(data, ", ")+"}\n")[0]
		r := newRun(in)
		require.False(t, r.outcome.Failed())
		return r
	}
	application, infrastructure := scoped(plan.Application), scoped(plan.Infrastructure)
	require.Equal(t, made(both), slices.Sorted(slices.Values(append(made(application), made(infrastructure)...))))
	before := texts(readCase(t, dir).Objects)
	for i, text := range texts(infrastructure.outcome.Objects[:len(infrastructure.outcome.Objects)-len(infrastructure.outcome.Added)]) {
		if !strings.Contains(text, "kind: VirtualMachine\n") {
			continue
		}
		require.Contains(t, before, text, "machine %d", i)
	}
}

// hasSources checks that every object, edit and finding names a field of the schema that asks for it.
func hasSources(t *testing.T, r *run) {
	t.Helper()
	for _, made := range r.made {
		requireSource(t, made.source.Source)
	}
	for _, edit := range slices.Concat(r.edits...) {
		requireSource(t, edit.Source)
	}
}

var schemaOf = sync.OnceValue(func() map[string]map[string]any {
	all := map[string]map[string]any{}
	for kind, text := range map[string][]byte{
		v1alpha1.KindHighAvailability: schemas.HighAvailability, v1alpha1.KindHighAvailabilityPlatform: schemas.HighAvailabilityPlatform,
	} {
		var schema map[string]any
		if err := json.Unmarshal(text, &schema); err != nil {
			panic(err)
		}
		all[kind] = schema
	}
	return all
})

func requireSource(t *testing.T, source plan.Source) {
	t.Helper()
	schema := schemaOf()[source.Intent.Kind]
	require.NotNil(t, schema, "the source %v is no intent", source)
	for key := range strings.SplitSeq(source.Field, ".") {
		if items, ok := schema["items"].(map[string]any); ok {
			schema = items
		}
		properties, _ := schema["properties"].(map[string]any)
		next, found := properties[key].(map[string]any)
		require.True(t, found, "the source %s is not in the schema (at %s)", source.Field, key)
		schema = next
	}
}

var kebabCase = regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)

// wellFormed checks that every finding can be read, found and acted on.
func wellFormed(t *testing.T, r *run) {
	t.Helper()
	for _, finding := range r.outcome.Findings {
		require.Regexp(t, kebabCase, finding.ID)
		require.Equal(t, plan.OneLine(finding.Message), finding.Message, "one line, without needless blanks")
		require.NotRegexp(t, `\.$|%!|map\[|<nil>|0x[0-9a-f]{6}`, finding.Message)
		require.NotEmpty(t, finding.Ref.Kind)
		if finding.Source != (plan.Source{}) {
			requireSource(t, finding.Source)
		}
		if finding.Object != nil {
			require.Positive(t, finding.Line, "%s has no position", finding.Text())
		}
	}
}
