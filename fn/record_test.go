// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/internal/edittest"
)

// filling are files as their owner wrote them, whose machines the intent of edittest.Filling selects.
var filling = edittest.Platform + "---\n" + edittest.Filling.Machines

// TestSetByHand: what was changed by hand since an intent has set it is its owner's, and is told.
func TestSetByHand(t *testing.T) {
	intent := edittest.Filling.Intent
	life := live(t, filling, intent)
	byHand := strings.Replace(life, "priorityClassName: gold", "priorityClassName: silver", 1)
	require.NotEqual(t, life, byHand)
	outcome := Render(staying(t, byHand, edittest.NoPlacement.Of(intent), v1alpha1.PruneOwned))
	require.False(t, outcome.Failed())
	text := streamText(outcome.Objects)
	require.Equal(t, 1, strings.Count(text, "priorityClassName: silver"))
	require.NotContains(t, text, "priorityClassName: gold")
	require.Equal(t, 1, count(outcome.Findings, "left"))
	require.Equal(t, 1, count(outcome.Findings, "restored"), "the other machine was not touched")
}

// TestSetByIntentThatIsGone: another run may hold the intent, so only prune: Orphans takes back what it has set.
func TestSetByIntentThatIsGone(t *testing.T) {
	life := live(t, filling, edittest.Filling.Intent)
	outcome := Render(staying(t, life, "", v1alpha1.PruneOwned))
	require.False(t, outcome.Failed())
	require.Equal(t, meaning(parse(t, life)), meaning(parse(t, textsOf(outcome))))
	require.Contains(t, streamText(outcome.Objects), SetBy)
	orphans := 0
	for _, finding := range outcome.Findings {
		if finding.ID == "orphan" && finding.Ref.Kind == "VirtualMachine" {
			orphans++
		}
	}
	require.Equal(t, 2, orphans)
	outcome = Render(staying(t, life, "", v1alpha1.PruneOrphans))
	require.Equal(t, meaning(parse(t, live(t, filling, ""))), meaning(parse(t, textsOf(outcome))))
	require.NotContains(t, streamText(outcome.Objects), SetBy)
}

// TestSetByTwo: two intents set fields of one machine, and one of them is gone after a while.
func TestSetByTwo(t *testing.T) {
	one := edittest.Filling.Intent
	other := `apiVersion: vmha.dev/v1alpha1
kind: HighAvailability
metadata: {name: other, namespace: shop, annotations: {config.kubernetes.io/local-config: "true"}}
spec:
  machines: {selector: {matchLabels: {app: api}}}
  survive: {nodeDrain: {}}
  placement: {priorityClassName: gold, spread: None}
`
	less := edittest.NoPlacement.Of(one)
	newLife(edittest.Filling).row(t, one, one+"---\n"+other, less+"---\n"+other, other, one+"---\n"+other, one, "")
}

// TestSetWhereNothingStays: a stream that is written elsewhere carries no record, and one that cannot be read is told.
func TestSetWhereNothingStays(t *testing.T) {
	intent := edittest.Filling.Intent
	in := staying(t, filling, intent, "")
	in.Persists = nil
	outcome := Render(in)
	require.NotContains(t, streamText(outcome.Objects), SetBy)

	for _, text := range []string{"'{'", `"null"`, `"[]"`, `"{} {}"`, `'{"web": {}}'`, `'{"HighAvailability/shop/web": {"a[": {}}}'`} {
		broken := strings.Replace(filling, "labels: {app: api}\nspec", "labels: {app: api}\n  annotations: {"+SetBy+": "+text+"}\nspec", 1)
		outcome = Render(staying(t, broken, intent, ""))
		require.Equal(t, 1, count(outcome.Findings, "record-unreadable"), text)
	}
}

func count(findings []Finding, id string) int {
	n := 0
	for _, finding := range findings {
		if finding.ID == id {
			n++
		}
	}
	return n
}
