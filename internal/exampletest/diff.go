// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package exampletest

import (
	"slices"
	"strings"
)

// context is the number of unchanged lines that are shown around a change.
const context = 2

// An edit is a line that both texts have (' '), that went ('-') or that came ('+').
type edit struct {
	mark byte
	line string
}

// Diff shows how to get from one text to another. Unchanged lines far from any change become one line of dots.
func Diff(before, after string) string {
	edits := compareLines(lines(before), lines(after))
	var text strings.Builder
	dots := false
	for i, e := range edits {
		if !near(edits, i) {
			dots = true
			continue
		}
		if dots {
			text.WriteString(" ...\n")
		}
		dots = false
		text.WriteString(string(e.mark) + e.line + "\n")
	}
	if dots {
		text.WriteString(" ...\n")
	}
	return text.String()
}

func lines(text string) []string {
	return strings.Split(strings.TrimRight(text, "\n"), "\n")
}

// near reports whether a change stands within the context of edit i.
func near(edits []edit, i int) bool {
	for j := max(0, i-context); j <= min(len(edits)-1, i+context); j++ {
		if edits[j].mark != ' ' {
			return true
		}
	}
	return false
}

// compareLines walks along the longest common subsequence of lines, and so needs the fewest edits.
func compareLines(before, after []string) []edit {
	common := commonLines(before, after)
	var edits []edit
	i, j := 0, 0
	for i < len(before) && j < len(after) {
		switch {
		case before[i] == after[j]:
			edits = append(edits, edit{' ', before[i]})
			i, j = i+1, j+1
		case common[i+1][j] >= common[i][j+1]:
			edits = append(edits, edit{'-', before[i]})
			i++
		default:
			edits = append(edits, edit{'+', after[j]})
			j++
		}
	}
	for _, line := range before[i:] {
		edits = append(edits, edit{'-', line})
	}
	for _, line := range after[j:] {
		edits = append(edits, edit{'+', line})
	}
	return edits
}

// commonLines holds, for every pair of tails of the two texts, how many lines they have in common.
func commonLines(before, after []string) [][]int {
	common := make([][]int, len(before)+1)
	for i := range common {
		common[i] = make([]int, len(after)+1)
	}
	for i, left := range slices.Backward(before) {
		for j, right := range slices.Backward(after) {
			common[i][j] = max(common[i+1][j], common[i][j+1])
			if left == right {
				common[i][j] = common[i+1][j+1] + 1
			}
		}
	}
	return common
}
