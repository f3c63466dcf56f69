// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package findings

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/check"
	"vmha.dev/vmha/plan"
)

func text(t *testing.T, r Report) string {
	t.Helper()
	b, err := Text(r)
	require.NoError(t, err)
	return string(b)
}

func TestTextSumsUpHints(t *testing.T) {
	got := text(t, sample())
	require.Contains(t, got, "info: 1 hint, --verbose shows them: disk-dies-with-machine (1)\n")
	require.NotContains(t, got, "a hint")
	require.True(t, strings.HasSuffix(got, "3 objects in 2 files: 1 error, 1 warning, 1 hint; vmha check --fix mends 1; 1 waived\n"), got)

	r := sample()
	r.Verbose = true
	got = text(t, r)
	require.Contains(t, got, "  built: VirtualMachine shop/web\n  a hint\n")
	require.Contains(t, got, "waived:\n  running-deprecated ./vms/a b.yaml:7:12: the provisioner writes it\n")
}

func TestTextPointsAtTheLine(t *testing.T) {
	require.Contains(t, text(t, sample()), ""+
		"  ./vms/a b.yaml:7:12: VirtualMachine shop/web: spec.running\n"+
		"      7 |   running: true\n"+
		"        |            ^\n")
}

// TestTextObeysNothing: what manifests hold moves no cursor.
func TestTextObeysNothing(t *testing.T) {
	require.Contains(t, text(t, sample()), "  two lines?[31m\n")
	for _, format := range Formats {
		b, err := format.Run(sample())
		require.NoError(t, err)
		require.NotContains(t, string(b), "\x1b", format.Name)
	}
}

func TestTextNothing(t *testing.T) {
	require.Equal(t, "1 object in 1 file: nothing found\n", text(t, Report{Files: 1, Objects: 1}))
}

// TestTextGroups: what many say is told once, each by its own name too, other messages of the rule on one line each, and the rest is counted.
func TestTextGroups(t *testing.T) {
	var r Report
	for i := range 9 {
		message := fmt.Sprintf("disk m%d-root is alike", i)
		if i > 3 {
			message = fmt.Sprintf("message %d", i)
		}
		r.Findings = append(r.Findings, Finding{
			Finding: plan.Finding{ID: "x", Severity: plan.Warning, Ref: plan.Ref{Kind: "A", Name: fmt.Sprintf("m%d", i)}, Message: message},
			Place:   Place{File: fmt.Sprintf("%d.yaml", i), Line: 1},
		})
	}
	require.Equal(t, `warning: x (9 objects)
  0.yaml:1:1: A m0
  disk m0-root is alike
  the same: 1.yaml:1:1, 2.yaml:1:1 and 1 more
  also 4.yaml:1:1: message 4
  also 5.yaml:1:1: message 5
  and 3 findings like these; --verbose shows all

0 objects in 0 files: 9 warnings
`, text(t, r))
	r.Verbose = true
	require.Contains(t, text(t, r), "  the same: 1.yaml:1:1, 2.yaml:1:1, 3.yaml:1:1\n")
	require.Contains(t, text(t, r), "  8.yaml:1:1: A m8\n  message 8\n")
}

// TestTextRanks: errors first, then what concerns most places.
func TestTextRanks(t *testing.T) {
	r := Report{Findings: []Finding{
		{Finding: plan.Finding{ID: "rare-warning", Severity: plan.Warning}},
		{Finding: plan.Finding{ID: "warning", Severity: plan.Warning, Ref: plan.Ref{Name: "a"}}},
		{Finding: plan.Finding{ID: "warning", Severity: plan.Warning, Ref: plan.Ref{Name: "b"}}},
		{Finding: plan.Finding{ID: "error", Severity: plan.Error}},
	}}
	got := text(t, r)
	require.Less(t, strings.Index(got, "error: error"), strings.Index(got, "warning: warning (2 objects)"))
	require.Less(t, strings.Index(got, "warning: warning"), strings.Index(got, "warning: rare-warning"))
}

func TestLongLines(t *testing.T) {
	long := strings.Repeat("x", 1000) + "HERE" + strings.Repeat("y", 1000)
	r := Report{Findings: []Finding{{
		Finding: plan.Finding{ID: "x", Severity: plan.Error, Current: long}, Place: Place{File: "a", Line: 3, Column: 1001, Text: long},
	}}}
	lines := strings.Split(text(t, r), "\n")
	require.Equal(t, strings.Index(lines[2], "HERE"), strings.Index(lines[3], "^"))
	for _, line := range lines {
		require.Less(t, len(line), 140)
	}
}

func TestRepairs(t *testing.T) {
	fix := check.Fix{Finding: plan.Finding{ID: "x"}, Restart: true}
	edit := plan.Edit{Path: plan.Fields("spec.a"), Value: int64(2)}
	var done []Repair
	for _, name := range []string{"a", "b", "c", "d"} {
		done = append(done, Repair{Fix: fix, Target: plan.Ref{Kind: "A", Name: name}, File: name + ".yaml", Changes: []Change{{edit, int64(1)}}})
	}
	done = append(done, Repair{Fix: fix, Target: plan.Ref{Kind: "A", Name: "e"}, File: "e.yaml", Err: errors.New("line 2: it is an alias")})
	require.Equal(t, `mended: x: spec.a: 2 instead of 1; restart needed
  a.yaml A a, b.yaml A b, c.yaml A c and 1 more
not mended: x: line 2: it is an alias
  e.yaml A e
`, string(Repairs(done, false, false)))
	require.Contains(t, string(Repairs(done, true, true)), "would mend: x: spec.a: 2 instead of 1; restart needed\n  a.yaml A a, b.yaml A b, c.yaml A c, d.yaml A d\n")
}

// TestTextRanksWhatIsAlike: of one rule, what most objects have in common is spelled out.
func TestTextRanksWhatIsAlike(t *testing.T) {
	var r Report
	for i, message := range []string{"rare", "often", "often"} {
		r.Findings = append(r.Findings, Finding{Finding: plan.Finding{ID: "x", Severity: plan.Warning, Ref: plan.Ref{Kind: "A", Name: strconv.Itoa(i)}, Message: message}})
	}
	got := text(t, r)
	require.Contains(t, got, "  A 1\n  often\n")
	require.Contains(t, got, "  also A 0: rare\n")
}

// TestGitHubEscapes: what stands in a name ends neither a property nor the command.
func TestGitHubEscapes(t *testing.T) {
	b, err := GitHub(Report{Findings: []Finding{{
		Finding: plan.Finding{ID: "x", Severity: plan.Error, Ref: plan.Ref{Kind: "A", Name: "a\n::error::b"}, Message: "100%, \u202eodd"},
		Place:   Place{File: "a:b,c.yaml", Line: 3},
	}}})
	require.NoError(t, err)
	command, _, _ := strings.Cut(string(b), "\n")
	require.Equal(t, "::error file=a%3Ab%2Cc.yaml,line=3,col=1,title=x::A a ::error::b: 100%25, ?odd", command)
}
