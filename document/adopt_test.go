// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestAdopt brings every document to the content of every other: what is adopted is what was
// wanted, also when it is read again, and what is wanted is left alone.
func TestAdopt(t *testing.T) {
	adopted := 0
	for _, text := range editable {
		for _, goal := range editable {
			o, err := open(text, source{line: 1, parent: -1})
			want, also := open(goal, source{line: 1, parent: -1})
			if err != nil || also != nil || !o.Adopt(want) {
				continue // one of them is no YAML, on purpose
			}
			adopted++
			require.True(t, equal(o.tree.root(), want.tree.root()), "%s\nbecomes\n%s", text, o.Bytes())
			again, err := open(string(o.Bytes()), source{line: 1, parent: -1})
			require.NoError(t, err, "%s", o.Bytes())
			require.True(t, equal(again.tree.root(), want.tree.root()), "%s\nbecomes\n%s", text, o.Bytes())
			require.Equal(t, goal, string(want.Bytes()))
		}
	}
	require.Greater(t, adopted, 2*len(editable), "more than each of itself")
}

// TestAdoptKeepsComments has a case for each way in which two values differ.
func TestAdoptKeepsComments(t *testing.T) {
	for name, test := range map[string]struct{ text, goal, want string }{
		"a value":              {"a: 1 # one\nb: x # two\n", "a: 2\nb: x\n", "a: 2 # one\nb: x # two\n"},
		"keys come and go":     {"a: 1 # one\nb: x # two\n", "b: x\nc: {d: e}\n", "b: x # two\nc:\n  d: e\n"},
		"the order of keys":    {"a: 1 # one\nb: x # two\n", "b: x\na: 1\n", "a: 1 # one\nb: x # two\n"},
		"named elements":       {"l:\n- name: a # first\n  x: 1\n- name: b # second\n  x: 1\n", "l:\n- name: b\n  x: 2\n- name: c\n", "l:\n- name: b # second\n  x: 2\n- name: c\n"},
		"elements without one": {"l:\n- 1 # first\n- 2 # second\n", "l:\n- 1\n- 3\n", "l:\n- 1 # first\n- 3 # second\n"},
		"a list gets shorter":  {"l: # all\n- 1 # first\n- 2\nm: 1 # more\n", "l:\n- 2\nm: 1\n", "l: # all\n- 2\nm: 1 # more\n"},
	} {
		t.Run(name, func(t *testing.T) {
			o, err := open(test.text, source{line: 1, parent: -1})
			require.NoError(t, err)
			goal, err := open(test.goal, source{line: 1, parent: -1})
			require.NoError(t, err)
			require.True(t, o.Adopt(goal))
			require.Equal(t, test.want, string(o.Bytes()))
		})
	}
}

func TestAdoptRefuses(t *testing.T) {
	for name, test := range map[string]struct{ text, goal string }{
		"nothing to keep": {"a: 1\n", "a: 2\n"},
		"an alias":        {"a: &x {b: 1} # one\nc: *x\n", "a: {b: 2}\nc: {b: 1}\n"},
	} {
		t.Run(name, func(t *testing.T) {
			o, err := open(test.text, source{line: 1, parent: -1})
			require.NoError(t, err)
			goal, err := open(test.goal, source{line: 1, parent: -1})
			require.NoError(t, err)
			require.False(t, o.Adopt(goal))
		})
	}
}
