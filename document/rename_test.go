// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/plan"
)

// A key that is renamed keeps its place, its value and its comments, by splice and by nodes.
func TestRename(t *testing.T) {
	rename := plan.Edit{Path: plan.Fields("spec.running"), Value: "runStrategy", Mode: plan.Rename}
	set := plan.Edit{Path: plan.Fields("spec.runStrategy"), Value: "Always"}
	for name, c := range map[string]struct{ text, want string }{
		"block":         {"spec:\n  # head\n  running: true # why\n  more: 1\n", "spec:\n  # head\n  runStrategy: Always # why\n  more: 1\n"},
		"quoted":        {"spec:\n  \"running\": \"true\" # why\n", "spec:\n  \"runStrategy\": \"Always\" # why\n"},
		"JSON":          {"{\"spec\": {\"running\": true}}\n", "{\"spec\": {\"runStrategy\": \"Always\"}}\n"},
		"JSON by nodes": {"{\"a\": &x 1, \"spec\": {\"running\": true}}\n", "{\"a\": &x 1, \"spec\": {\"runStrategy\": Always}}\n"},
		"flow":          {"spec: {running: true, more: 1}\n", "spec: {runStrategy: Always, more: 1}\n"},
		"by nodes":      {"a: &x 1\nb: *x\nspec:\n  running: true # why\n", "a: &x 1\nb: *x\nspec:\n  runStrategy: Always # why\n"},
		"windows lines": {"spec:\r\n  running: true # why\r\n", "spec:\r\n  runStrategy: Always # why\r\n"},
		"not there":     {"spec:\n  more: 1\n", "spec:\n  more: 1\n  runStrategy: Always\n"},
	} {
		t.Run(name, func(t *testing.T) {
			stream, err := Parse([]byte(c.text))
			require.NoError(t, err)
			_, err = stream.Objects()[0].Apply([]plan.Edit{rename, set})
			require.NoError(t, err)
			require.Equal(t, c.want, string(stream.Bytes()))
		})
	}
}

// A name that is taken, and one that would need quotes, are refused; nothing changes.
func TestRenameRefused(t *testing.T) {
	for _, to := range []string{"more", "a b", "y", "on", ""} {
		stream, err := Parse([]byte("spec:\n  running: true\n  more: 1\n"))
		require.NoError(t, err)
		object := stream.Objects()[0]
		_, err = object.Apply([]plan.Edit{{Path: plan.Fields("spec.running"), Value: to, Mode: plan.Rename}})
		require.Error(t, err, to)
		require.False(t, object.Changed())
	}
}
