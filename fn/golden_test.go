// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"sigs.k8s.io/yaml"

	"vmha.dev/vmha/document"
	"vmha.dev/vmha/internal/golden"
	"vmha.dev/vmha/plan"
)

const goldenDir = "../testdata/golden"

// badCase is how the name of a case with wrong input starts.
const badCase = "bad-"

// TestGolden renders every case and holds the laws on it.
func TestGolden(t *testing.T) {
	golden.Cases(t, goldenDir, func(t *testing.T, dir string) {
		golden.Folder(t, dir, "intent.yaml", "input.yaml", "options.yaml", "output.yaml", "results.yaml")
		r := newRun(readCase(t, dir))
		golden.Compare(t, filepath.Join(dir, "results.yaml"), resultsText(t, &r.outcome))
		require.Equal(t, strings.HasPrefix(filepath.Base(dir), badCase), r.outcome.Failed(), "cases with wrong input are called bad-*, and no others")
		if r.outcome.Failed() {
			golden.Compare(t, filepath.Join(dir, "output.yaml"), "")
			holdBadLaws(t, dir, r)
			return
		}
		golden.Compare(t, filepath.Join(dir, "output.yaml"), streamText(r.outcome.Objects))
		holdLaws(t, dir, r)
	})
}

// TestAtTheSameTime renders and checks the cases beside each other: what runs share, such as
// schemas and patterns, must be safe. go test -race finds what the outcome does not show.
func TestAtTheSameTime(t *testing.T) {
	golden.Cases(t, goldenDir, func(t *testing.T, dir string) {
		t.Parallel()
		outcome, alone := Render(readCase(t, dir)), Check(CheckInput{Input: readCase(t, dir)})
		golden.Compare(t, filepath.Join(dir, "results.yaml"), resultsText(t, &outcome))
		require.Equal(t, alone.FailedOn(plan.Error), slices.ContainsFunc(alone.Findings, func(f Finding) bool { return f.Severity == plan.Error }))
	})
}

// TestDefaults compares pairs of cases, of which one states what the other leaves out.
func TestDefaults(t *testing.T) {
	for _, pair := range []string{"defaults", "template-defaults"} {
		leftOut, err := os.ReadFile(filepath.Join(goldenDir, pair+"-left-out", "output.yaml"))
		require.NoError(t, err)
		spelledOut, err := os.ReadFile(filepath.Join(goldenDir, pair+"-spelled-out", "output.yaml"))
		require.NoError(t, err)
		require.Equal(t, string(leftOut), string(spelledOut), pair)
	}
}

func readCase(t *testing.T, dir string) Input {
	t.Helper()
	var in Input
	for _, name := range []string{"input.yaml", "intent.yaml"} {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if os.IsNotExist(err) && name == "input.yaml" {
			continue
		}
		require.NoError(t, err)
		in.Objects = append(in.Objects, parse(t, string(text))...)
	}
	if text, err := os.ReadFile(filepath.Join(dir, "options.yaml")); err == nil {
		in.Config = parse(t, string(text))[0]
	}
	return in
}

func parse(t *testing.T, text string) []*document.Object {
	t.Helper()
	stream, err := document.Parse([]byte(text))
	require.NoError(t, err)
	return stream.Objects()
}

func resultsText(t *testing.T, outcome *Outcome) string {
	t.Helper()
	if len(outcome.Findings) == 0 {
		return ""
	}
	text, err := yaml.Marshal(results(outcome.Findings))
	require.NoError(t, err)
	return string(text)
}

func streamText(objects []*document.Object) string {
	return allText(slices.DeleteFunc(slices.Clone(objects), func(o *document.Object) bool { return !Applied(o) }))
}

func allText(objects []*document.Object) string { return strings.Join(texts(objects), "---\n") }

// texts are the objects as text, each with one line break at its end.
func texts(objects []*document.Object) []string {
	all := make([]string, 0, len(objects))
	for _, object := range objects {
		all = append(all, strings.TrimSuffix(string(object.Bytes()), "\n")+"\n")
	}
	return all
}
