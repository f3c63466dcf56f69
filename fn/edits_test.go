// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/document"
	"vmha.dev/vmha/internal/edittest"
)

// life is that of files in which an intent is edited and rendered again and again.
type life struct {
	given string // the files as their owner wrote them, without the intent
	// known are the files after each rendering so far: most rows of edits meet again.
	known map[[2]string]string
}

func newLife(c edittest.Case) *life {
	given := edittest.Platform
	if c.Machines != "" {
		given += "---\n" + c.Machines
	}
	return &life{given: given, known: map[[2]string]string{}}
}

// render renders an intent in files that stay, and gives these files. They say what a fresh
// rendering of what the owner wrote would say, every comment of the owner is in them, and a
// second run has nothing to do.
func (l *life) render(t *testing.T, files, intent string) string {
	t.Helper()
	if after, known := l.known[[2]string{files, intent}]; known {
		return after
	}
	after := live(t, files, intent)
	if files != l.given {
		require.Equal(t, meaning(parse(t, l.render(t, l.given, intent))), meaning(parse(t, after)))
	}
	for _, comment := range commentsOf(l.given) {
		require.True(t, comment == edittest.Goes || strings.Contains(after, comment), "%s is lost", comment)
	}
	again := Render(staying(t, after, intent, v1alpha1.PruneOrphans))
	require.False(t, again.Failed(), "%v", again.Findings)
	require.Equal(t, after, textsOf(again), "a second run writes the same bytes")
	for _, finding := range again.Findings {
		require.NotContains(t, append([]string{"orphan", "group-label-needs-restart"}, deeds...), finding.ID, finding.Message)
	}
	l.known[[2]string{files, intent}] = after
	return after
}

// row renders one intent after the other, from what the owner wrote.
func (l *life) row(t *testing.T, intents ...string) {
	t.Helper()
	files := l.given
	for _, intent := range intents {
		files = l.render(t, files, intent)
	}
}

// TestNoIntent renders what no intent speaks of: nothing happens to the machines.
func TestNoIntent(t *testing.T) {
	for _, c := range edittest.Cases {
		l := newLife(c)
		got := slices.DeleteFunc(parse(t, l.render(t, l.given, "")), func(o *document.Object) bool { return Reference(o).Kind == "MachineHealthCheck" })
		require.Equal(t, meaning(parse(t, l.given)), meaning(got))
	}
}

// TestPairsOfEdits makes every edit of an intent after every other one, both in place of the
// other one and on top of it, and takes both back.
func TestPairsOfEdits(t *testing.T) {
	edits := append([]edittest.Edit{edittest.AsItIs}, edittest.Edits...)
	for _, c := range edittest.Cases {
		l := newLife(c)
		for _, edit := range edittest.Edits {
			require.NotEqual(t, c.Intent, edit.Of(c.Intent), "%s has nothing to change in %s", edit.Name, c.Name)
		}
		for _, first := range edits {
			for _, second := range edits {
				t.Run(c.Name+"/"+first.Name+", "+second.Name, func(t *testing.T) {
					one := first.Of(c.Intent)
					l.row(t, one, second.Of(c.Intent))
					l.row(t, c.Intent, one, second.Of(one), c.Intent)
				})
			}
		}
	}
}

// TestOrdersOfEdits makes the frequent edits one after the other, in every order.
func TestOrdersOfEdits(t *testing.T) {
	orders := permutations(edittest.Frequent)
	require.Len(t, orders, 720)
	for _, c := range edittest.Cases {
		l := newLife(c)
		for _, order := range orders {
			intents := []string{c.Intent}
			for _, at := range order {
				intents = append(intents, edittest.Edits[at].Of(c.Intent))
			}
			t.Run(fmt.Sprint(c.Name, order), func(t *testing.T) { l.row(t, intents...) })
		}
	}
}

func permutations(n int) [][]int {
	if n == 0 {
		return [][]int{nil}
	}
	var all [][]int
	for _, shorter := range permutations(n - 1) {
		for at := range n {
			all = append(all, slices.Insert(slices.Clone(shorter), at, n-1))
		}
	}
	return all
}

// TestEditsKeepComments: what people write into a machine between two runs stays, where it
// stands beside what is set and where it stands in the midst of it.
func TestEditsKeepComments(t *testing.T) {
	c := edittest.Replacing
	var commented []string
	comments := 0
	for _, object := range parse(t, newLife(c).render(t, newLife(c).given, c.Intent)) {
		text := string(object.Bytes())
		if Reference(object).Kind == "VirtualMachine" {
			for _, field := range []string{"  runStrategy: Always", "evictionStrategy: LiveMigrate", "        periodSeconds: 5", "name: http", "watchdog:", "operator: Exists"} {
				if at := strings.Index(text, field+"\n"); at >= 0 {
					text = text[:at+len(field)] + fmt.Sprintf(" # by hand, %s %d\n", Reference(object).Name, comments) + text[at+len(field)+1:]
					comments++
				}
			}
		}
		commented = append(commented, text)
	}
	require.Greater(t, comments, 6)
	same := Render(staying(t, strings.Join(commented, "---\n"), c.Intent, v1alpha1.PruneOrphans))
	require.False(t, same.Failed(), resultsText(t, &same))
	require.Equal(t, comments, strings.Count(textsOf(same), "# by hand"))
	require.False(t, slices.ContainsFunc(same.Findings, func(f Finding) bool { return slices.Contains(deeds, f.ID) }), "nothing is done")
	port := live(t, textsOf(same), edittest.MorePorts.Of(c.Intent))
	require.Equal(t, comments, strings.Count(port, "# by hand"), "other ports leave them alone")
}

// staying are files that stay where they are, with an intent.
func staying(t *testing.T, files, intent string, prune v1alpha1.PruneMode) Input {
	t.Helper()
	return Input{
		Objects: parse(t, files+"---\n"+intent), Options: Options{Prune: prune},
		Persists: func(*document.Object) bool { return true },
	}
}

// live renders an intent in files that stay: the texts of all objects but the intent, as they are then.
func live(t *testing.T, files, intent string) string {
	t.Helper()
	outcome := Render(staying(t, files, intent, v1alpha1.PruneOrphans))
	require.False(t, outcome.Failed(), "%v", outcome.Findings)
	return textsOf(outcome)
}

// textsOf are the texts of all objects but the intents.
func textsOf(outcome Outcome) string {
	return allText(slices.DeleteFunc(slices.Clone(outcome.Objects), func(o *document.Object) bool {
		return Reference(o).Kind == v1alpha1.KindHighAvailability
	}))
}

// meaning is what objects say, whatever the order of objects and keys.
func meaning(objects []*document.Object) []string {
	var all []string
	for _, object := range objects {
		all = append(all, jsonOf(object))
	}
	slices.Sort(all)
	return all
}

// jsonOf is an object as JSON, its keys sorted.
func jsonOf(o *document.Object) string {
	data, err := json.Marshal(document.ValueOf(o.Root()))
	if err != nil {
		return err.Error()
	}
	return string(data)
}

func commentsOf(text string) []string {
	var comments []string
	for line := range strings.Lines(text) {
		if before, comment, found := strings.Cut(line, "# "); found && (before == "" || strings.HasSuffix(before, " ")) {
			comments = append(comments, "# "+strings.TrimRight(comment, "\n"))
		}
	}
	return comments
}
