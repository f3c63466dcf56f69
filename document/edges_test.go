// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/plan"
)

// TestEditsAtEdges has edits that are right only if something beside them is looked at.
func TestEditsAtEdges(t *testing.T) {
	set := func(path string, value any) plan.Edit { return plan.Edit{Path: plan.Fields(path), Value: value} }
	for reason, test := range map[string]struct {
		text string
		edit plan.Edit
		want string
	}{
		"a literal would take the comment that follows": {
			"a:\n  b: 1\n    # deeper\nc: 2\n", set("a.x", "one\ntwo\n"),
			"a:\n  b: 1\n  x: \"one\\ntwo\\n\"\n    # deeper\nc: 2\n",
		},
		"a literal is fine where none does": {
			"a:\n  b: 1\n# above\nc: 2\n", set("a.x", "one\ntwo\n"),
			"a:\n  b: 1\n  x: |\n    one\n    two\n# above\nc: 2\n",
		},
		"the key behind a dash goes on to be one": {
			"l:\n- a: 1 # one\n  b: 2 # two\n", plan.Edit{Path: plan.Fields("l").Index(0), Value: map[string]any{"b": 2, "c": 3}},
			"l:\n- b: 2\n  c: 3\n",
		},
		"keys behind a dash stay": {
			"l:\n- a: 1 # one\n  b: 2 # two\n", plan.Edit{Path: plan.Fields("l").Index(0), Value: map[string]any{"a": 1, "c": 3}},
			"l:\n- a: 1 # one\n  c: 3\n",
		},
		"the last key goes and another one comes": {
			"m:\n  a: 1 # one\n  b: 2 # two\n", set("m", map[string]any{"a": 1, "c": 3}),
			"m:\n  a: 1 # one\n  c: 3\n",
		},
		"two keys go that stand together": {
			"m:\n  y: 1\n  z: {}\n  a: 1 # one\n  b: 2 # two\n", set("m", map[string]any{"a": 1, "b": 3}),
			"m:\n  a: 1 # one\n  b: 3 # two\n",
		},
		"keys come and go in a map of a map": {
			"m:\n  n: # of m\n    a: 1 # one\n    b: 2\n  o: 1 # two\n", set("m", map[string]any{"n": map[string]any{"a": 1, "c": 2}, "o": 1}),
			"m:\n  n: # of m\n    a: 1 # one\n    c: 2\n  o: 1 # two\n",
		},
		"what is null without a word stays so, where only nodes can be written": {
			"a: &x {b: , c: 1}\nd: *x\ne: 1\n", set("e", 2),
			"a: &x {b: null, c: 1}\nd: *x\ne: 2\n",
		},
	} {
		o, err := open(test.text, source{line: 1, parent: -1})
		require.NoError(t, err, reason)
		_, err = o.Apply([]plan.Edit{test.edit})
		require.NoError(t, err, reason)
		require.Equal(t, test.want, string(o.Bytes()), reason)
	}
}

// TestEditErrorSaysWhere: the place is that of the text as it was read, also behind edits that were made.
func TestEditErrorSaysWhere(t *testing.T) {
	s, err := Parse([]byte("---\na:\n  b: 1\nc: text\nd: &x {e: {f: &y 1}}\ng: [*x, *y]\n"))
	require.NoError(t, err)
	_, err = s.Objects()[0].Apply([]plan.Edit{{Path: plan.Fields("d"), Value: 1}})
	require.EqualError(t, err, "line 5, column 4: d: d has the anchor x: what stands there is shared with other places")
	_, err = s.Objects()[0].Apply([]plan.Edit{{Path: plan.Fields("d.e"), Value: 1}})
	require.EqualError(t, err, "line 5, column 4: d.e: d has the anchor x: what stands there is shared with other places")

	s, err = Parse([]byte("---\na: {e: {f: &y 1}}\ng: [*y]\n"))
	require.NoError(t, err)
	_, err = s.Objects()[0].Apply([]plan.Edit{{Path: plan.Fields("a.e"), Mode: plan.Remove}})
	require.EqualError(t, err, "line 2, column 12: a.e: a.e has the anchor y: what stands there is shared with other places")

	s, err = Parse([]byte("---\na:\n  b: 1\nc: text\n"))
	require.NoError(t, err)
	_, err = s.Objects()[0].Apply([]plan.Edit{{Path: plan.Fields("a.b"), Value: 2}, {Path: plan.Fields("a.b"), Value: 3}, {Path: plan.Fields("c.d"), Value: 1}})
	require.EqualError(t, err, `line 4, column 4: c.d: c is the value "text", not a map`)
}

// TestAliasesAreLimited: a few lines must not become more values than memory holds.
func TestAliasesAreLimited(t *testing.T) {
	const levels = 8
	var lists, maps strings.Builder
	lists.WriteString("a0: &a0 [1, 2, 3, 4, 5, 6, 7, 8, 9]\n")
	maps.WriteString("b0: &b0 {k: 1}\n")
	for level := range levels {
		from, to := string(rune('0'+level)), string(rune('1'+level))
		lists.WriteString("a" + to + ": &a" + to + " [" + strings.Repeat("*a"+from+", ", 9) + "]\n")
		maps.WriteString("b" + to + ": &b" + to + " {<<: [" + strings.Repeat("*b"+from+", ", 9) + "]}\n")
	}
	for _, text := range []string{lists.String(), maps.String()} {
		_, err := Parse([]byte(text))
		require.ErrorContains(t, err, "aliases expand to more than 200000 values")
	}
}

// TestLineEnds: what is changed and what is new ends its lines as the text does.
func TestLineEnds(t *testing.T) {
	const list = "apiVersion: v1\nkind: List\nitems:\n- kind: A # one\n  x: 1\n- kind: B\n"
	for _, text := range []string{list, "kind: A # one\nx: 1\n---\nkind: B", list + "---\n"} {
		windows := strings.ReplaceAll(text, "\n", "\r\n")
		changed := func(in string) string {
			s, err := Parse([]byte(in))
			require.NoError(t, err)
			_, err = s.Objects()[0].Apply([]plan.Edit{{Path: plan.Fields("x"), Value: 2}})
			require.NoError(t, err)
			made, err := New(map[string]any{"kind": "C", "data": map[string]any{"text": "two\nlines\n"}})
			require.NoError(t, err)
			s.Append(made)
			return string(s.Bytes())
		}
		require.Equal(t, 1, strings.Count(changed(text), "\n---\nkind: C\n"), changed(text))
		require.Contains(t, changed(text), "x: 2\n")
		require.Equal(t, strings.ReplaceAll(changed(text), "\n", "\r\n"), changed(windows))
	}
}

// TestMissingSeparator: of an object that nothing parts from the first, the first line is named.
func TestMissingSeparator(t *testing.T) {
	_, err := Parse([]byte("apiVersion: v1\nkind: A\nx: 1\napiVersion: v1\nkind: B\n"))
	require.EqualError(t, err, "line 5, column 1: a second object starts here (the first one's kind is in line 2): a --- seems to be missing before line 4")
	_, err = Parse([]byte("kind: A\nkind: B\n"))
	require.EqualError(t, err, `line 2, column 1: key "kind" stands twice in one map: in line 1 and in line 2`)
}

// TestNewQuotes: a string that another reader takes for something else is quoted, and so are
// numbers whose type says so; what calls itself zero is left out if that is asked for.
func TestNewQuotes(t *testing.T) {
	o, err := New(struct {
		Date   string    `json:"date"`
		Number int       `json:"number,string"`
		Name   string    `json:"name"`
		Never  time.Time `json:"never,omitzero"`
	}{"2026-01-31T00:00:00Z", 7, "10.0.0.1", time.Time{}.In(time.FixedZone("", 0))})
	require.NoError(t, err)
	require.Equal(t, "date: \"2026-01-31T00:00:00Z\"\nnumber: \"7\"\nname: 10.0.0.1\n", string(o.Bytes()))
}

// TestExchangeInFlow takes items out of lists in flow style, such as JSON, with their commas.
func TestExchangeInFlow(t *testing.T) {
	const text = `{"apiVersion": "v1", "kind": "List", "items": [{"kind": "A"}, {"kind": "B"}, {"kind": "C"}]}`
	for gone, want := range map[string]string{
		"A":   `{"apiVersion": "v1", "kind": "List", "items": [{"kind": "B"}, {"kind": "C"}]}`,
		"B":   `{"apiVersion": "v1", "kind": "List", "items": [{"kind": "A"}, {"kind": "C"}]}`,
		"C":   `{"apiVersion": "v1", "kind": "List", "items": [{"kind": "A"}, {"kind": "B"}]}`,
		"AB":  `{"apiVersion": "v1", "kind": "List", "items": [{"kind": "C"}]}`,
		"ABC": `{"apiVersion": "v1", "kind": "List", "items": []}`,
	} {
		s, err := Parse([]byte(text))
		require.NoError(t, err)
		s.Exchange(func(o *Object) *Object {
			if strings.Contains(gone, o.Root().Get("kind").Text()) {
				return nil
			}
			return o
		})
		require.Equal(t, want, string(s.Bytes()), gone)
	}
}
