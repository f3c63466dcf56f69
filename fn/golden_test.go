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
)

const goldenDir = "../testdata/golden"

// TestGolden renders every case and holds the laws on it.
func TestGolden(t *testing.T) {
	golden.Cases(t, goldenDir, func(t *testing.T, dir string) {
		golden.Folder(t, dir, "intent.yaml", "input.yaml", "output.yaml", "results.yaml", "README.md")
		r := newRun(readCase(t, dir))
		golden.Compare(t, filepath.Join(dir, "results.yaml"), resultsText(t, &r.outcome))
		if r.outcome.Failed() {
			golden.Compare(t, filepath.Join(dir, "output.yaml"), "")
			return
		}
		golden.Compare(t, filepath.Join(dir, "output.yaml"), streamText(r.outcome.Objects))
		holdLaws(t, dir, r)
	})
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
	var texts []string
	for _, object := range objects {
		if Applied(object) {
			texts = append(texts, strings.TrimSuffix(string(object.Bytes()), "\n")+"\n")
		}
	}
	return strings.Join(texts, "---\n")
}

func holdLaws(t *testing.T, dir string, first *run) {
	t.Helper()
	want := allText(first.outcome.Objects)

	t.Run("a second run changes nothing", func(t *testing.T) {
		again := Render(Input{Objects: parse(t, want)})
		require.False(t, again.Failed(), resultsText(t, &again))
		require.Equal(t, want, allText(again.Objects))
	})
	t.Run("two runs give the same bytes", func(t *testing.T) {
		other := Render(readCase(t, dir))
		require.Equal(t, want, allText(other.Objects))
		require.Equal(t, resultsText(t, &first.outcome), resultsText(t, &other))
	})
	t.Run("the order of the input makes no difference", func(t *testing.T) {
		in := readCase(t, dir)
		slices.Reverse(in.Objects)
		reversed := Render(in)
		require.Equal(t, sortedTexts(first.outcome.Objects), sortedTexts(reversed.Objects))
		require.Equal(t, resultsText(t, &first.outcome), resultsText(t, &reversed))
	})
	t.Run("nothing of the user's is lost", func(t *testing.T) { keepsInput(t, readCase(t, dir), first) })
	t.Run("everything has a source in the schema", func(t *testing.T) { hasSources(t, first) })
	t.Run("everything decodes into the upstream types", func(t *testing.T) { decodes(t, readCase(t, dir), first) })
}

func allText(objects []*document.Object) string {
	var texts []string
	for _, object := range objects {
		texts = append(texts, strings.TrimSuffix(string(object.Bytes()), "\n")+"\n")
	}
	return strings.Join(texts, "---\n")
}

func sortedTexts(objects []*document.Object) []string {
	var texts []string
	for _, object := range objects {
		texts = append(texts, strings.TrimSuffix(string(object.Bytes()), "\n"))
	}
	slices.Sort(texts)
	return texts
}
