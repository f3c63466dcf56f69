// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

//go:build e2e

package e2e

import (
	"cmp"
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// report_dom.js asks a page what it shows.
//
//go:embed report_dom.js
var domScript string

// shown is what a page shows.
type shown struct {
	Rows []struct {
		Group   string
		Longest int
	}
	// Timelines are, by group, those of the recovery table: the share of each term of the whole width.
	Timelines map[string][][]float64
	// Wide are elements that stand out of the window, Faint texts of too little contrast.
	Wide, Faint []string
	Scripts     int
	Untitled    int
	Headings    []int
	// Hidden counts terms that are not to be seen: those of a closed part.
	Hidden, Terms int
}

// explained is what explain tells of the same manifests.
type explained struct {
	Groups []struct {
		Subject struct {
			Namespace string `json:"namespace"`
			Name      string `json:"name"`
		} `json:"subject"`
		Chains []struct {
			Failure string `json:"failure"`
			Worst   struct {
				Seconds int  `json:"seconds"`
				Never   bool `json:"never"`
			} `json:"worst"`
			Terms []struct {
				Seconds int `json:"seconds"`
			} `json:"terms"`
		} `json:"chains"`
	} `json:"groups"`
}

// TestReport looks at the reports of two examples and of fifty groups, as a browser shows them.
func TestReport(t *testing.T) {
	b := chromium(t)
	for name, dir := range map[string]string{
		"web-pair": filepath.Join(examples, "web-pair"), "single": filepath.Join(examples, "single"), "fifty-groups": fiftyGroups(t),
	} {
		t.Run(name, func(t *testing.T) {
			b.t = t
			url := "file://" + reportOf(t, dir)
			var want explained
			require.NoError(t, json.Unmarshal(must(t, nil, binary, "explain", "--format", "json", dir), &want))
			b.show(1200, 900, "light", "screen")
			b.open(url)
			quiet(t, b, url)
			page := look(b)
			sameOrder(t, want, page)
			sameTimes(t, want, page)
			wellMade(t, page)
			picture(t, b, name, len(page.Rows))
			for _, width := range []int{360, 768, 1200} {
				for _, scheme := range []string{"light", "dark"} {
					b.show(width, 800, scheme, "screen")
					page := look(b)
					require.Empty(t, page.Wide, "at %d pixels", width)
					require.Empty(t, page.Faint, "%s at %d pixels", scheme, width)
				}
			}
			b.show(720, 1000, "light", "print") // A4
			paper := look(b)
			require.Zero(t, paper.Hidden, "on paper everything is open")
			require.Empty(t, paper.Wide, "on paper")
		})
	}
	b.t = t
}

func reportOf(t *testing.T, dir string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "report.html")
	must(t, nil, binary, "report", "-o", path, dir)
	return path
}

func look(b *browser) shown {
	b.t.Helper()
	var page shown
	b.ask(domScript, &page)
	return page
}

// quiet: the page asks for nothing but itself, and complains of nothing.
func quiet(t *testing.T, b *browser, url string) {
	t.Helper()
	for _, event := range b.events {
		switch event.Method {
		case "Network.requestWillBeSent":
			var sent struct {
				Request struct {
					URL string `json:"url"`
				} `json:"request"`
			}
			require.NoError(t, json.Unmarshal(event.Params, &sent))
			require.Equal(t, url, sent.Request.URL)
		case "Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded", "Network.loadingFailed":
			t.Errorf("%s: %s", event.Method, event.Params)
		}
	}
	require.True(t, b.heard("Network.requestWillBeSent"), "requests are seen")
}

// sameOrder: the groups that do not come back from most failures first, then the longest times.
func sameOrder(t *testing.T, want explained, page shown) {
	t.Helper()
	type row struct {
		group           string
		nevers, longest int
	}
	var rows []row
	for _, group := range want.Groups {
		r := row{group: group.Subject.Namespace + "/" + group.Subject.Name}
		nevers := map[string]bool{}
		for _, chain := range group.Chains {
			if chain.Worst.Never {
				nevers[chain.Failure] = true
			}
			r.longest = max(r.longest, chain.Worst.Seconds)
		}
		r.nevers = len(nevers)
		rows = append(rows, r)
	}
	worst := slices.MinFunc(rows, func(a, b row) int {
		return cmp.Or(cmp.Compare(b.nevers, a.nevers), cmp.Compare(b.longest, a.longest), cmp.Compare(a.group, b.group))
	})
	require.Len(t, page.Rows, len(rows))
	require.Equal(t, worst.group, page.Rows[0].Group)
	require.Equal(t, worst.longest, page.Rows[0].Longest)
	if worst.nevers == slices.MaxFunc(rows, func(a, b row) int { return cmp.Compare(b.nevers, a.nevers) }).nevers {
		require.Equal(t, page.Rows[0].Longest, slices.MaxFunc(rows, func(a, b row) int { return cmp.Compare(a.longest, b.longest) }).longest)
	}
}

// sameTimes: every term is drawn as long as the model says, on the scale of its group.
func sameTimes(t *testing.T, want explained, page shown) {
	t.Helper()
	const exact = 0.002
	for _, group := range want.Groups {
		scale := 0
		var drawn [][]float64
		for _, chain := range group.Chains {
			scale = max(scale, chain.Worst.Seconds)
		}
		for _, failure := range []string{"node dies", "node drained", "guest hangs", "application hangs"} {
			for _, chain := range group.Chains {
				if chain.Failure != failure || len(chain.Terms) == 0 {
					continue
				}
				var shares []float64
				for _, term := range chain.Terms {
					shares = append(shares, float64(term.Seconds)/float64(scale))
				}
				drawn = append(drawn, shares)
			}
		}
		name := group.Subject.Namespace + "/" + group.Subject.Name
		have := page.Timelines[name]
		require.Len(t, have, len(drawn), name)
		for i := range drawn {
			require.InDeltaSlice(t, drawn[i], have[i], exact, name)
		}
	}
}

func wellMade(t *testing.T, page shown) {
	t.Helper()
	require.Zero(t, page.Scripts)
	require.Zero(t, page.Untitled, "pictures without a title")
	require.Equal(t, 1, page.Headings[0])
	for i := 1; i < len(page.Headings); i++ {
		require.LessOrEqual(t, page.Headings[i]-page.Headings[i-1], 1, "a heading skips a level")
	}
	require.Positive(t, page.Terms)
}

// picture keeps what the owner sees first, of a small repository the first group, where
// VMHA_IMAGES names a folder: docs/images.
func picture(t *testing.T, b *browser, name string, groups int) {
	t.Helper()
	if groups == 1 {
		var done bool
		b.show(1200, 900, "light", "screen")
		b.ask("() => { document.querySelector('section.group').scrollIntoView(); return true }", &done)
	}
	if folder := os.Getenv("VMHA_IMAGES"); folder != "" {
		require.NoError(t, os.MkdirAll(folder, 0o755))
		b.screenshot(filepath.Join(folder, fmt.Sprintf("report-%s.png", name)))
	}
}
