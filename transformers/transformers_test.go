// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package transformers_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/document"
	"vmha.dev/vmha/plan"
	"vmha.dev/vmha/transformers"
)

// source is where the tests say that an edit comes from.
var source = plan.Source{Intent: plan.Ref{Kind: "HighAvailability", Namespace: "shop", Name: "web"}, Field: "spec.of.the.test"}

// machine reads a machine from the spec of its instance.
func machine(t *testing.T, instance string) plan.Machine {
	t.Helper()
	if instance == "" {
		instance = "{}"
	}
	return whole(t, "runStrategy: Always\n  template: {spec: "+instance+"}")
}

// whole reads a machine from its spec.
func whole(t *testing.T, spec string) plan.Machine {
	t.Helper()
	stream, err := document.Parse([]byte("apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata: {name: web-0}\nspec:\n  " + spec + "\n"))
	require.NoError(t, err)
	return plan.Machine{Item: plan.Item{Ref: plan.Ref{Kind: "VirtualMachine", Name: "web-0"}, Root: stream.Objects()[0].Root()}}
}

func stated[T any](value T) *plan.Choice[T] {
	return &plan.Choice[T]{Value: value, Stated: true, Source: source}
}

func chosen[T any](value T) *plan.Choice[T] { return &plan.Choice[T]{Value: value, Source: source} }

// words writes edits as a test compares them: mode, path below the instance, value as JSON.
func words(t *testing.T, edits []plan.Edit) []string {
	t.Helper()
	all := []string{}
	for _, edit := range edits {
		require.Equal(t, source, edit.Source)
		require.Equal(t, "web-0", edit.Target.Name)
		value, err := json.Marshal(edit.Value)
		require.NoError(t, err)
		mode := []string{"set", "default", "insert", "remove", "rename"}[edit.Mode]
		path := strings.TrimPrefix(edit.Path.String(), "spec.template.spec.")
		all = append(all, strings.TrimSuffix(fmt.Sprintf("%s %s %s", mode, path, value), " null"))
	}
	return all
}

// TestAll: every exported transformer is in the list, once, and asks for nothing of a group that asks for nothing.
func TestAll(t *testing.T) {
	names := map[string]bool{}
	for _, transform := range transformers.All {
		name := runtime.FuncForPC(reflect.ValueOf(transform).Pointer()).Name()
		require.False(t, names[name], name)
		names[name] = true
		require.Empty(t, transform(&plan.Group{Platform: &plan.Platform{}}, machine(t, "")), name)
	}
	require.Len(t, names, 10)
}

// TestRunGoesThroughGroups: the edits of every machine of every group.
func TestRunGoesThroughGroups(t *testing.T) {
	group := plan.Group{Platform: &plan.Platform{}, Machines: []plan.Machine{machine(t, ""), machine(t, "")}, PriorityClass: stated("high")}
	edits := transformers.Run(plan.Plan{Groups: []plan.Group{group, group}})
	require.Equal(t, []string{
		`set priorityClassName "high"`, `set priorityClassName "high"`, `set priorityClassName "high"`, `set priorityClassName "high"`,
	}, words(t, slices.Concat(edits...)))
}
