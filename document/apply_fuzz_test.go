// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/plan"
)

// editsFor makes edits that meet what a document holds, and what it does not.
func editsFor(root plan.Node, r *rand.Rand) []plan.Edit {
	edits := make([]plan.Edit, 1+r.IntN(6))
	for i := range edits {
		edits[i] = plan.Edit{Path: pathIn(root, r), Value: valueFor(r, 0), Mode: plan.Mode(r.IntN(4))}
		if last := edits[i].Path[len(edits[i].Path)-1]; last.Match != nil && r.IntN(8) > 0 {
			m, _ := valueFor(r, 0).(map[string]any)
			if m == nil {
				m = map[string]any{}
			}
			for _, pair := range last.Match {
				delete(m, pair.Key)
			}
			edits[i].Value = m
		}
		if edits[i].Mode == plan.Remove {
			edits[i].Value = nil
		}
		if r.IntN(6) == 0 {
			edits[i] = plan.Edit{Path: pathIn(root, r), Value: newNames[r.IntN(len(newNames))], Mode: plan.Rename}
		}
		if i > 0 && edits[i-1].Mode == plan.Rename && r.IntN(2) == 0 { // as the transformers do
			path := slices.Clone(edits[i-1].Path)
			path[len(path)-1] = plan.Step{Key: newName(&edits[i-1])}
			edits[i].Path = path
		}
	}
	return edits
}

var newNames = []string{"name", "runStrategy", "aa"}

func pathIn(n plan.Node, r *rand.Rand) plan.Path {
	var path plan.Path
	for {
		var steps []plan.Step
		var children []plan.Node
		for key, child := range plan.Entries(n) {
			steps, children = append(steps, plan.Step{Key: key}), append(children, child)
		}
		for _, child := range plan.Elements(n) {
			for key, value := range plan.Entries(child) {
				if value.Kind() == plan.Scalar {
					steps = append(steps, plan.Step{Match: []plan.Pair{{Key: key, Value: value.Text()}}})
					children = append(children, child)
				}
			}
		}
		if len(steps) == 0 || r.IntN(6) == 0 {
			break
		}
		i := r.IntN(len(steps))
		path = append(path, steps[i])
		if n = children[i]; r.IntN(5) == 0 {
			break
		}
	}
	if len(path) > 0 && r.IntN(2) == 0 {
		return path
	}
	for range 1 + r.IntN(3) {
		if len(path) > 0 && (n.Kind() == plan.List || n.Kind() == plan.Absent && r.IntN(3) == 0) && path[len(path)-1].Match == nil {
			switch r.IntN(6) {
			case 0:
				path = path.Index(r.IntN(3))
			case 1:
				path = path.Elem("a.name", "x", "b", "y")
			default:
				path = path.Elem("name", fmt.Sprint("n", r.IntN(2)))
			}
		} else {
			path = path.Key([]string{"a", "b", "c", "x y", "yes", "vmha.dev/group"}[r.IntN(6)])
		}
		n = absent
	}
	return path
}

func valueFor(r *rand.Rand, depth int) any {
	n := 11
	if depth > 2 {
		n = 8
	}
	switch r.IntN(n) {
	case 0:
		return []string{"", "yes", "8080", "a: b", "x # y", "it's", `say "x"`, "plain", "- a", "0x1", "12:30"}[r.IntN(11)]
	case 1:
		return []string{"one\ntwo\n", "one\n\ntwo", "x\n\n", " lead\nx", "\n", "a\n  b\n", "t\tb\nx\n", "a \nb", "\u0085"}[r.IntN(9)]
	case 2, 3:
		return "Always"
	case 4:
		return r.IntN(2) == 0
	case 5:
		return r.IntN(100)
	case 6:
		return int64(7)
	case 7:
		return nil
	case 8:
		return []any{valueFor(r, depth+1), valueFor(r, depth+1)}
	}
	m := map[string]any{}
	for range r.IntN(4) {
		m[[]string{"a", "b", "name", "c d", "on"}[r.IntN(5)]] = valueFor(r, depth+1)
	}
	return m
}

// editable are documents whose layout edits must fit into.
var editable = []string{
	machine,
	"a: 1", "a:\n  b: 1\n  c: 2\nd:\n- name: n0\n  x: 1\n- name: n1\n", "a:\n    b:\n        - name: n0\n          c: {a: 1}\n",
	"a: {b: 1, c: [1, 2], d: {}}\ne: []\nf: {}\n", "{\"a\": 1, \"b\": {\"c\": [\"x\"]}}\n", "{\n  \"a\": 1,\n  \"b\": {\n    \"c\": []\n  },\n  \"l\": [\n    {\"name\": \"n0\"}\n  ]\n}\n",
	"a: |\n  text\n\n\nb: >-\n  folded\n  text\nc: |+\n  keep\n\n", "a: |\n  no break at the end", "a: x # comment\n# above b\nb: y\n# above c\nc:\n  # in c\n  d: 1\n  # below d\n# end\n",
	"a:\nb: ~ # nothing\nc: # none\nd:\n-\n- ~\n- name: n0\n", "a:\n- - 1\n  - 2\n- - 3\n-\n  name: n0\n  b: 1\n", "a: 'single'\nb: \"double\"\nc: \"two\n  lines\"\nd: plain\n  lines\ne: 'it''s'\n",
	"a:\n  value\nb:\n  'x'\nc:\n  {d: 1}\n", "  a: 1\n  b:\n    c: 1\n", "{}\n", "{} # c\n", "a: {b: {c: {d: 1}}, name: x} # c\n", "a: [{name: n0, b: 1}, {name: n1}]\n", "x:\n- name: n0\n  # c0\n- name: n1\n  # c1\n# c2\ny: 1",
	"a: [\n  1,\n  2 # c\n]\nb: {c: ,\n  d: }\n", "a: -\n", "a: 1\n\n\n", "# head\n\na: 1\n\n# foot\n", "a:\n  - name: n0\n    b:\n    - c\n    # x\n  # y\n  - name: n1\nb: 2\n", "\"a\": 1\n'b c': {x: y}\n", "a: &x {b: 1}\nc: *x\nd: {e: 1}\n", "x: &m {a: 1}\ny:\n  <<: *m\n  b: 2\n", "a: !!str 1\nb: {c: d}\n",
}

func checkApply(t *testing.T, text string, seed uint64) {
	t.Helper()
	spliced, err := open(text, source{line: 1, parent: -1})
	if err != nil || spliced.Root().Kind() != plan.Map {
		return
	}
	r := rand.New(rand.NewPCG(seed, 1))
	edits := editsFor(spliced.Root(), r)
	nodes, err := open(text, source{line: 1, parent: -1, noIndex: true})
	require.NoError(t, err)
	single, err := open(text, source{line: 1, parent: -1})
	require.NoError(t, err)
	wasIndexed := spliced.doc == nil
	isJSON := json.Valid([]byte(text)) && spliced.Root().Len() > 0 // An empty map is as good as one in block style.
	changes, spliceErr := spliced.Apply(edits)
	other, nodeErr := nodes.Apply(edits)
	context := fmt.Sprintf("text %q\nedits %v\nspliced %q\nnodes %q\nerrors %v\n%v", text, edits, spliced.tree.src, nodes.tree.src, spliceErr, nodeErr)
	if isEncoderFault(nodeErr) {
		return
	}
	require.Equal(t, spliceErr == nil, nodeErr == nil, context)
	for i := range changes {
		require.Equal(t, other[i].Did, changes[i].Did, "edit %d: %s", i, context)
		require.Equal(t, fmt.Sprintf("%#v", other[i].Old), fmt.Sprintf("%#v", changes[i].Old), "edit %d: %s", i, context)
	}
	require.True(t, equal(spliced.tree.root(), nodes.tree.root()), context)
	if isJSON && spliced.doc == nil {
		assert.True(t, json.Valid([]byte(spliced.tree.src)), "JSON stays JSON: %s", context)
	}
	for _, edit := range edits {
		if _, err := single.Apply([]plan.Edit{edit}); isEncoderFault(err) {
			return // All edits together were written, and not one by one.
		}
	}
	assert.True(t, equal(single.tree.root(), spliced.tree.root()), "%s\nsingle %q", context, single.tree.src)
	doc, err := parseNodes(spliced.tree.src, 1)
	require.NoError(t, err, context)
	grown, err := growTree(doc.Content[0], 1)
	require.NoError(t, err, context)
	require.True(t, equal(grown.root(), spliced.tree.root()), context)
	if wasIndexed && spliced.doc != nil {
		t.Logf("fell back: %s", context)
	}
}

// isEncoderFault says whether the encoder of go.yaml.in/yaml/v3 has a fault with a document.
func isEncoderFault(err error) bool {
	return err != nil && strings.Contains(err.Error(), errUnfaithful.Error())
}

func FuzzApply(f *testing.F) {
	for _, text := range editable {
		f.Add(text, uint64(1))
	}
	for _, text := range nasties {
		f.Add(text, uint64(1))
	}
	f.Fuzz(func(t *testing.T, text string, seed uint64) {
		if segments, err := split(text); err != nil || len(segments) != 1 || segments[0].body != 0 || isEmpty(text) {
			return
		}
		checkApply(t, text, seed)
	})
}

func TestApplyAgrees(t *testing.T) {
	for seed := range uint64(300) {
		for _, text := range editable {
			checkApply(t, text, seed)
		}
	}
}
