// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/internal/golden"
)

// TestExamine: to examine objects is to check them and to render them, those of every case
// and those that it renders to.
func TestExamine(t *testing.T) {
	golden.Cases(t, goldenDir, func(t *testing.T, dir string) {
		text := allText(readCase(t, dir).Objects)
		examines(t, text)
		if outcome := Render(Input{Objects: parse(t, text)}); !outcome.Failed() {
			examines(t, allText(outcome.Objects))
			examines(t, streamText(outcome.Objects)) // without the intents, to which much of it belongs
		}
	})
}

func examines(t *testing.T, text string) {
	t.Helper()
	checked, outcome := Examine(parse(t, text))
	wantChecked := Check(CheckInput{Input: Input{Objects: parse(t, text)}, Render: true})
	want := Render(Input{Objects: parse(t, text)})
	require.Equal(t, told(wantChecked.Findings), told(checked.Findings))
	require.Equal(t, wantChecked.FailOn, checked.FailOn)
	require.Len(t, checked.Waived, len(wantChecked.Waived))
	require.Len(t, checked.Fixes(), len(wantChecked.Fixes()))
	require.Equal(t, told(want.Findings), told(outcome.Findings))
	require.Equal(t, allText(want.Objects), allText(outcome.Objects))
	require.Equal(t, want.Plan, outcome.Plan)
	require.Equal(t, want.Edits(), outcome.Edits())
	require.Len(t, outcome.Made(), len(want.Made()))
	require.Len(t, outcome.Added, len(want.Added))
}

// told are findings with their places, apart from the objects in memory.
func told(findings []Finding) []Finding {
	all := make([]Finding, 0, len(findings))
	for _, finding := range findings {
		finding.Object = nil
		all = append(all, finding)
	}
	return all
}
