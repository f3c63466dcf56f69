// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var row = regexp.MustCompile(`^\| ((?:vm|node)/[A-Z]+-\d+) \| [EWI/]+ \| (.*?) \| (.*?) ?\|$`)

// TestCatalogue compares the table of the catalogues with the rules: each entry names its
// rules, or says why it has none.
func TestCatalogue(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "docs", "decisions", "0005-rule-catalogue.md"))
	require.NoError(t, err)
	want := map[string][]string{}
	for _, rule := range All {
		for _, id := range rule.CatalogueIDs {
			want[id] = append(want[id], rule.ID)
		}
	}
	entries := 0
	for line := range strings.SplitSeq(string(text), "\n") {
		cells := row.FindStringSubmatch(line)
		if cells == nil {
			continue
		}
		entries++
		id, named, remark := cells[1], cells[2], cells[3]
		if named == "none" {
			require.Empty(t, want[id], "%s has rules, and the table says none", id)
			require.NotEmpty(t, remark, "the table does not say why %s has no rule", id)
			continue
		}
		rules := strings.Split(strings.ReplaceAll(named, "`", ""), ", ")
		slices.Sort(want[id])
		require.Equal(t, want[id], rules, "the table and the rules differ about %s", id)
		delete(want, id)
	}
	require.Greater(t, entries, 190, "the table holds the whole catalogue")
	require.Empty(t, want, "entries that the table lacks")
}
