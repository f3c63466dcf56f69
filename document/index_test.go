// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"vmha.dev/vmha/plan"
)

// difference says where two trees differ, or nothing.
func difference(a, b *node, path string) string {
	if a.kind != b.kind || a.Len() != b.Len() {
		return fmt.Sprintf("%s: kind %d of %d, kind %d of %d", path, a.kind, a.Len(), b.kind, b.Len())
	}
	if a.Text() != b.Text() || a.Kind() == plan.Scalar && a.scalarType() != b.scalarType() {
		return fmt.Sprintf("%s: %q (%d), %q (%d)", path, a.Text(), a.scalarType(), b.Text(), b.scalarType())
	}
	if a.kind != kind(plan.Null) {
		line, column := a.Position()
		otherLine, otherColumn := b.Position()
		if line != otherLine || column != otherColumn {
			return fmt.Sprintf("%s: position %d:%d, %d:%d", path, line, column, otherLine, otherColumn)
		}
	}
	i, j := a.first, b.first
	for i != 0 {
		x, y := &a.tree.nodes[i], &b.tree.nodes[j]
		if x.keyText() != y.keyText() {
			return fmt.Sprintf("%s: key %q, %q", path, x.keyText(), y.keyText())
		}
		if d := difference(x, y, path+"."+x.keyText()); d != "" {
			return d
		}
		i, j = x.next, y.next
	}
	return ""
}

// checkIndex compares the index of a document with what go.yaml.in/yaml/v3 reads.
func checkIndex(t *testing.T, text string) (indexed bool) {
	t.Helper()
	tree, ok := indexTree(text, 0, -1)
	if !ok {
		return false
	}
	tree.line = 1
	doc, err := parseNodes(text, 1)
	require.NoError(t, err, "the index took %q", text)
	require.NotEmpty(t, doc.Content, "the index took %q", text)
	grown, err := growTree(doc.Content[0], 1)
	require.NoError(t, err, "the index took %q", text)
	grown.line = 1
	assert.Empty(t, difference(tree.root(), grown.root(), "root"), "of %q", text)
	var decoded any
	require.NoError(t, yaml.Unmarshal([]byte(text), &decoded), "the index took %q", text)
	return true
}

// nasties are texts with what YAML has of traps.
var nasties = []string{
	"a: 1\n", "a: 1", "a:\n  b: c\n", "a:\n- b\n- c\n", "a:\n  - b\n  - c: d\n    e: f\n",
	"- - a\n  - b\n-\n  c: d\n- \n", "a: b c  # d\nb: 'it''s'\nc: \"x\\ty\\u00e4\"\n",
	"a: |\n  one\n   two\n\n  three\n\n\nb: |-\n  x\nc: |+\n  y\n\n\nd: >\n  a\n  b\n\n  c\n   d\n  e\n",
	"a: |2\n   x\n  y\n", "a: |\n\n  x\n", "a: |\n   \n  x\n", "a: |", "a: |\nb: 1\n", "a: >-\n\n\n", "a: |\n  x\n  \t\n",
	"a: {b: c, d: [1, 2], e: {}}\n", "a: [\n  1,\n  # c\n  2,\n]\n", "{\"a\":1,\"b\":[true,null,\"x\"],\"c\":{}}", "{\n\t\"a\": 1\n}\n",
	"a: b\n  c\n\n  d\ne: f\n", "a:\n  b\n  c\n", "a: 'b\n  c\n\n  d'\n", "a: \"b \\\n  c\\n\n  d \"\n", "a: \"\n x\n\"\n",
	"a: b: c\n", "a: b\n  c: d\n", "a: - b\n", "a:\n\tb: c\n", "a: b\tc\n", "a:\tb\n", "a: b\t\n", "\ta: b\n",
	"a: 1\na: 2\n", "{a: 1, a: 2}\n", "a: &x 1\nb: *x\n", "a: !!str 1\n", "? a\n: b\n", "<<: {a: 1}\n", "a: <<\n",
	"a: http://x:80/y#z\nb: a:b\nc: x #y\nd: x#y\n", "a: -1\nb: -x\nc: --\nd: - \n", "a: ?x\nb: :x\n", "a : b\n", "\"a\" : b\n", "a: \"b\"#c\n",
	"a: ''\nb: \"\"\nc:\nd: ~\ne: null\n", "'a': 1\n\"b\\t\": 2\n", "a: %x\n", "a: @x\n", "a: `x`\n", "%x: 1\n",
	"# c\n\n# d\na: 1 # e\n# f\n  # g\nb: 2\n", "  a: 1\n  b: 2\n", "  a: 1\n b: 2\n", "a:\n    b: 1\n  c: 2\n", "a:\n  b: 1\n c: 2\n",
	"a: [a b, c:d, e: f]\n", "a: [a: b]\n", "a: {b, c}\n", "a: {b: , c: }\n", "a: [b\n  c]\n", "a: {b?c: d}\n", "a: [x?, y]\n", "a: [-, -1, - 1]\n", "a: [1,,2]\n", "a: {1: 2,}\n",
	"a: {{ b }}\n", "a: {{b}}: c\n", "{a: b}: c\n", "[a]: c\n", "~: 1\n", "null: 1\n", "yes: 1\non: 2\n", "1: a\n0x10: b\n1.5: c\n",
	"ä: ö\n", "a: \u00a0\n", "a: \u0085\n", "a: \u2028b\n", "a: \ufeffb\n", "a: \x00\n", "a: \x7f\n", "a: \x1b\n", "a: \U0001f600\n",
	"a: \"\\ud83d\\ude00\"\n", "a: \"\\x41\\U0001f600\\/\"\n", "a: \"\\q\"\n", "a: 'x\n", "a: \"x\n", "a: [1\n", "a: {b: 1\n", "a: ]\n", "a: }\n", "a: ,\n",
	"a:\n- b\nc: d\n", "a:\n- b\n - c\n", "a:\n- b: c\n- d\n  e: f\n", "- a\nb: c\n", "a:\n  - b\n c: d\n", "- a: b\n  c:\n  - d\n  e:\n    - f\n- g\n",
	"a: x\n#c\n  y\n", "a: x #c\n  y\n", "a:\n  #c\n  x\n", "a:\n#c\n- x\n#d\n- y\n", "a: |\n  x\n # c\nb: 1\n", "a: |\n    x\n  # c\n  y\nb: 1\n", "a: |#c\n  x\n", "a: | #c\n  x\n", "a: |x\n",
	"a: \"b\" c\n", "a: 'b'c\n", "a: [b] c\n", "a: [b]#c\n", "\"a\nb\": c\n", "a: \"\n", "a:\n  \"b\": c\n  'd': e\n", "- \"a\": b\n- 'c'\n- \"d\n  e\"\n",
	"a: 0777\nb: 1_000\nc: 1e3\nd: 12:30\ne: 0b1\nf: .5\ng: .inf\nh: 2026-01-01\ni: 0o7\nj: +1\nk: 1.\nl: -0b1\nm: 0x\nn: 1__0\no: -.inf\np: .nan\nq: 99999999999999999999\nr: 18446744073709551615\n",
	"a: |\n  " + strings.Repeat("x", 5000) + "\n", strings.Repeat("k", 1100) + ": 1\n", "? |\n  a\n: b\n", "-\n- \n-\n  - a\n", "a: !x\n", "a: &x\n", "a: *x\n", "a: b #\n", "a: #\n", "#\n", "", "x\n", "- x\n", "\"x\"\n", "|\n  x\n", "a\n b\n",
	"a: \"b\" : c\n", "a: [b]: c\n", "- a: b: c\n", "-\ta\n", "- \ta\n", "a:  \n  b: c  \n", "a: - - b\n", "- -\n- - - a\n", "-a: b\n", "--: b\n", "a: b\n---\n", "a: 'a''b\n\n  c'\n", "a: \"a\\\n\n  b\"\n", "a: \" a \n  b \"\n",
}

func TestIndex(t *testing.T) {
	indexed := 0
	for _, text := range nasties {
		if checkIndex(t, text) {
			indexed++
		}
	}
	assert.Greater(t, indexed, 60)
}

func TestIndexTakesWhatPeopleWrite(t *testing.T) {
	files, err := filepath.Glob("testdata/real/*.yaml")
	require.NoError(t, err)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.True(t, checkIndex(t, string(text)), file)
	}
}

func FuzzIndex(f *testing.F) {
	for _, text := range nasties {
		f.Add(text)
	}
	f.Add(machine)
	f.Fuzz(func(t *testing.T, text string) {
		if segments, err := split(text); err != nil || len(segments) != 1 || segments[0].body != 0 {
			return
		}
		checkIndex(t, text)
	})
}
