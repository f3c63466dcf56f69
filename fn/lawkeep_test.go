// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/document"
	"vmha.dev/vmha/plan"
)

// keepsInput checks that every value and every comment of the input is in the output, in
// its order, but for what a result says was changed; and that what nobody changed is the same text.
func keepsInput(t *testing.T, dir string, first *run) {
	t.Helper()
	output := map[plan.Ref]*document.Object{}
	for _, object := range first.outcome.Objects {
		output[Identity(Reference(object))] = object
	}
	gone := map[plan.Ref]bool{}
	for object := range first.outcome.Replaced {
		gone[Identity(Reference(object))] = true
	}
	for _, finding := range first.outcome.Findings {
		if finding.ID == "pruned" {
			gone[Identity(finding.Ref)] = true
		}
	}
	source, err := os.ReadFile(filepath.Join(dir, "input.yaml"))
	if !os.IsNotExist(err) {
		require.NoError(t, err)
	}
	for _, before := range readCase(t, dir).Objects {
		if ref := Reference(before); !gone[Identity(ref)] {
			after := output[Identity(ref)]
			require.NotNil(t, after, "%s is gone and nobody said so", ref)
			k := keeper{t: t, ref: ref, after: after.Root(), told: toldPlaces(t, before, after, first)}
			k.keeps(before, after, strings.Split(string(source), "\n"))
		}
	}
}

// place is where a value starts in the input.
type place struct{ line, column int }

// toldPlaces are the values of an object that the results say were changed, with what they are now.
func toldPlaces(t *testing.T, before, after *document.Object, r *run) map[place]plan.Path {
	t.Helper()
	told := map[place]plan.Path{}
	for _, finding := range r.outcome.Findings {
		if finding.ID != "changed" && finding.ID != "restored" || finding.Ref != Reference(before) {
			continue
		}
		old, now := plan.At(before.Root(), finding.Path), plan.At(after.Root(), finding.Path)
		require.Equal(t, plain(finding.Current), plain(document.ValueOf(old)), "%s: the result tells another value than the input has", finding.Path)
		require.Equal(t, plain(finding.Proposed), plain(document.ValueOf(now)), "%s: the result tells another value than the output has", finding.Path)
		if old.Kind() == plan.Absent {
			continue // It is back, and no line of the input was it.
		}
		line, column := old.Position()
		told[place{line, column}] = finding.Path
		for up := finding.Path[:len(finding.Path)-1]; len(up) > 0 && plan.At(after.Root(), up).Kind() == plan.Absent; up = up[:len(up)-1] {
			line, column := plan.At(before.Root(), up).Position()
			told[place{line, column}] = up // What was made for a value goes with it.
		}
	}
	return told
}

type keeper struct {
	t       *testing.T
	ref     plan.Ref
	told    map[place]plan.Path
	after   plan.Node
	changed bool
}

func (k *keeper) keeps(before, after *document.Object, source []string) {
	k.t.Helper()
	k.value(nil, before.Root(), after.Root())
	if !k.changed {
		require.Equal(k.t, string(before.Bytes()), string(after.Bytes()), "nobody changed %s", k.ref)
	}
	touched := k.toldLines(before, source)
	for _, lost := range lostComments(string(before.Bytes()), string(after.Bytes())) {
		in := func(line string) bool { return strings.Contains(line, lost.text) }
		require.True(k.t, slices.ContainsFunc(touched, in), "the comment %q of %s is lost", lost.text, k.ref)
	}
	k.lines(string(before.Bytes()), string(after.Bytes()), touched)
}

// lines checks that the lines of the input are in the output, in their order. Lines of
// flow style may have grown; a text with anchors is written anew.
func (k *keeper) lines(before, after string, touched []string) {
	if anchored.MatchString(before) {
		return
	}
	bare := func(line string) string { return strings.TrimRight(line, ",\r\n") }
	rest := strings.Split(after, "\n")
	for line := range strings.Lines(before) {
		if slices.ContainsFunc(touched, func(other string) bool { return bare(other) == bare(line) }) {
			continue
		}
		at := slices.IndexFunc(rest, func(other string) bool { return bare(other) == bare(line) })
		if at < 0 {
			require.True(k.t, strings.ContainsAny(line, "{[}]"), "the line %q of %s is gone", line, k.ref)
			continue
		}
		rest = rest[at+1:]
	}
}

var anchored = regexp.MustCompile(`(?m)[:\-] +[&*][a-z]`)

// toldLines are the lines of values that the results say were changed, and comments right above them.
func (k *keeper) toldLines(before *document.Object, source []string) []string {
	var lines []string
	for at, path := range k.told {
		value := plan.At(before.Root(), path)
		from, to := at.line, lastLine(value)
		key := path[len(path)-1].Key
		for from > 1 && !strings.HasPrefix(strings.TrimLeft(source[from-1], ` -{"'`), key) {
			from--
		}
		for from > 1 && strings.HasPrefix(strings.TrimSpace(source[from-2]), "#") {
			from--
		}
		lines = append(lines, source[from-1:to]...)
	}
	return lines
}

func lastLine(n plan.Node) int {
	last, _ := n.Position()
	for _, value := range plan.Entries(n) {
		last = max(last, lastLine(value))
	}
	for _, element := range plan.Elements(n) {
		last = max(last, lastLine(element))
	}
	return last
}

// value compares a value before and after.
func (k *keeper) value(path plan.Path, before, after plan.Node) {
	k.t.Helper()
	if path.String() == annotationsPath.Key(SetBy).String() {
		k.changed = k.changed || before.Text() != after.Text()
		return // It is a record for the next run, and no word of the user's.
	}
	line, column := before.Position()
	if _, told := k.told[place{line, column}]; told && path != nil && before.Kind() != plan.Null {
		k.changed = true
		return
	}
	if before.Kind() == plan.Null && after.Kind() != plan.Absent {
		k.changed = k.changed || after.Kind() != plan.Null
		return
	}
	require.Equal(k.t, before.Kind(), after.Kind(), "%s of %s", path, k.ref)
	k.changed = k.changed || before.Len() != after.Len()
	switch before.Kind() {
	case plan.Map:
		k.keys(path, before, after)
	case plan.List:
		elements := slices.Collect(func(yield func(plan.Node) bool) {
			for _, element := range plan.Elements(after) {
				if !yield(element) {
					return
				}
			}
		})
		gone := 0
		for i, element := range plan.Elements(before) {
			line, column := element.Position()
			if at, told := k.told[place{line, column}]; told && plan.At(k.after, at).Kind() == plan.Absent {
				gone++
				k.changed = true
				continue // It was taken out, and a result says so.
			}
			i -= gone
			require.Less(k.t, i, len(elements), "%s of %s lost an element", path, k.ref)
			k.value(path.Index(i), element, elements[i])
		}
	case plan.Scalar:
		require.Equal(k.t, before.Text(), after.Text(), "%s of %s", path, k.ref)
		require.Equal(k.t, before.IsString(), after.IsString(), "%s of %s has another type", path, k.ref)
	}
}

// keys compares a map: keys stay, in their order; new ones may stand between them.
func (k *keeper) keys(path plan.Path, before, after plan.Node) {
	k.t.Helper()
	var order []string
	for key := range plan.Entries(after) {
		order = append(order, key)
	}
	for key, value := range plan.Entries(before) {
		line, column := value.Position()
		if _, told := k.told[place{line, column}]; (told || key == SetBy) && after.Get(key).Kind() == plan.Absent {
			k.changed = true
			continue // It was taken out, and a result says so.
		}
		at := slices.Index(order, key)
		require.GreaterOrEqual(k.t, at, 0, "%s of %s is gone, or stands in another order", path.Key(key), k.ref)
		order = order[at+1:]
		k.value(path.Key(key), value, after.Get(key))
	}
}
