// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

//go:build unix

package main

import (
	"cmp"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// TestSameObjects holds all contenders to the work of vmha: what they write is the same set of objects.
func TestSameObjects(t *testing.T) {
	builds, large := slices.Clone(quickBuilds), []string{"helm", "jsonnet", "kptsdk"}
	if testing.Short() {
		t.Logf("NOT compared, because of -short: %s", strings.Join(large, ", "))
	} else {
		builds = append(builds, largeBuilds...)
	}
	b, err := newBench(t.TempDir(), builds...)
	require.NoError(t, err)
	for _, w := range works {
		in, err := b.prepare(w, 3)
		require.NoError(t, err)
		if w.id == check {
			require.Len(t, objectsOf(t, in.manifests()), 3*2+3+1)
			continue
		}
		want := objectsOf(t, in.output())
		require.Len(t, want, 3*2+3, w.id)
		for _, c := range w.contenders {
			if testing.Short() && slices.Contains(large, c.program) {
				continue
			}
			written := filepath.Join(in.dir, "written.yaml")
			_, err := b.run(c, in, written)
			require.NoError(t, err)
			require.Equal(t, want, objectsOf(t, written), "%s by %s", w.id, c.name)
		}
	}
}

// TestCommentsStay says what the parsed objects do not: the transformed machines keep their comments in vmha.
func TestCommentsStay(t *testing.T) {
	b, err := newBench(t.TempDir(), quickBuilds[0])
	require.NoError(t, err)
	in, err := b.prepare(workOf(change), 3)
	require.NoError(t, err)
	text, err := os.ReadFile(in.output())
	require.NoError(t, err)
	require.Equal(t, 3, strings.Count(string(text), "guest: 4Gi # 2Gi was not enough"))
}

// objectsOf reads a stream or a ResourceList, without what only configures the run.
func objectsOf(t *testing.T, file string) []map[string]any {
	t.Helper()
	in, err := os.Open(file)
	require.NoError(t, err)
	defer func() { require.NoError(t, in.Close()) }()
	var objects []map[string]any
	for decoder := yaml.NewDecoder(in); ; {
		var object map[string]any
		err := decoder.Decode(&object)
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		if object["kind"] != "ResourceList" {
			objects = append(objects, object)
			continue
		}
		for _, item := range object["items"].([]any) {
			if item := item.(map[string]any); !strings.HasPrefix(item["kind"].(string), "HighAvailability") {
				objects = append(objects, item)
			}
		}
	}
	slices.SortFunc(objects, func(a, b map[string]any) int { return cmp.Compare(nameOf(a), nameOf(b)) })
	return objects
}

func nameOf(object map[string]any) string {
	metadata := object["metadata"].(map[string]any)
	return object["kind"].(string) + "/" + metadata["name"].(string)
}

func TestRatioPairsRounds(t *testing.T) {
	ours, theirs := place{"w", "ours", 1}, place{"w", "theirs", 1}
	r := results{ours: {{cpu: 1}, {cpu: 2}, {cpu: 4}, {cpu: 400}}, theirs: {{cpu: 10}, {cpu: 20}, {cpu: 80}}}
	require.InDelta(t, 10, r.ratio(theirs, ours, cpuOf), 1e-9)
	require.InDelta(t, 20, r.median(theirs, cpuOf), 1e-9)
	require.InDelta(t, 3, r.median(ours, cpuOf), 1e-9)
	require.Equal(t, "not measured", number(r.median(place{}, cpuOf)))
}

func TestGrowthTellsLinearFromQuadratic(t *testing.T) {
	r := results{}
	for _, machines := range []int{100, 1000, 10000} {
		n := float64(machines)
		r[place{"w", "c", machines}] = []cost{{cpu: 5 + 0.1*n, peak: n * n}}
	}
	require.InDelta(t, 1, r.growth("w", "c", cpuOf), 1e-9)
	require.InDelta(t, 100, r.slope("w", "c", 1000, 10000, cpuOf), 1e-9)
	require.Greater(t, r.growth("w", "c", peakOf), 9.0)
}

func TestTargetsAreNotMetWithoutMeasurements(t *testing.T) {
	for _, target := range targets {
		require.False(t, target.met(target.reached(results{})), "%s: %s", target.work, target.what)
	}
}

// TestRatiosRefuseWhatIsTooSlow shows that the check of the ratios can fail, for each peer.
func TestRatiosRefuseWhatIsTooSlow(t *testing.T) {
	fast := results{
		{generate, vmha, 1000}:   {{cpu: 10}},
		{generate, goText, 1000}: {{cpu: 10}},
		{generate, cat, 1000}:    {{cpu: 10}},
	}
	require.True(t, withinRatios(io.Discard, fast))
	for peer, most := range map[string]float64{goText: guardOfText, cat: guardOfCat} {
		slow := maps.Clone(fast)
		slow[place{generate, peer, 1000}] = []cost{{cpu: 10 / (most + 1)}}
		require.False(t, withinRatios(io.Discard, slow), peer)
		slow[place{generate, peer, 1000}] = []cost{{cpu: 10 / (most - 1)}}
		require.True(t, withinRatios(io.Discard, slow), peer)
	}
	require.False(t, withinRatios(io.Discard, results{}))
}
