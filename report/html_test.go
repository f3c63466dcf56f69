// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package report

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/document"
	"vmha.dev/vmha/fn"
	"vmha.dev/vmha/internal/golden"
	"vmha.dev/vmha/plan"
)

// reported is the report on an example.
func reported(t *testing.T, example string) Report {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "examples", example, "*.yaml"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	var objects []*document.Object
	for _, file := range files {
		if filepath.Base(file) == "kustomization.yaml" {
			continue
		}
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		stream, err := document.Parse(text)
		require.NoError(t, err)
		objects = append(objects, stream.Objects()...)
	}
	outcome := fn.Render(fn.Input{Objects: objects})
	r := Report{Recoveries: plan.Recoveries(outcome.Plan, outcome.Inventory)}
	for _, finding := range outcome.Findings {
		r.Findings = append(r.Findings, finding.Finding)
	}
	return r
}

func htmlOf(t *testing.T, r Report) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, HTML(&b, r))
	return b.String()
}

// TestHTML compares a whole page with one that was looked at.
func TestHTML(t *testing.T) {
	golden.Compare(t, "testdata/single.html", htmlOf(t, reported(t, "single")))
	golden.Folder(t, "testdata", "single.html")
}

// TestHTMLIsDeterministic: what did not change makes no difference in Git.
func TestHTMLIsDeterministic(t *testing.T) {
	first, second := htmlOf(t, reported(t, "web-pair")), htmlOf(t, reported(t, "web-pair"))
	require.Equal(t, first, second)
}

// TestHTMLEscapes: what stands in a manifest is text, in the page and in its links.
func TestHTMLEscapes(t *testing.T) {
	const evil = `"><script>alert(1)</script>`
	ref := plan.Ref{Kind: evil, Namespace: evil, Name: evil}
	page := htmlOf(t, Report{
		Recoveries: []plan.Recovery{{Subject: ref, Machines: []plan.Ref{ref}, Service: ref, Stranded: []plan.Stranded{{
			Failure: plan.NodeDies, Machines: []plan.Ref{ref}, Never: plan.Never{Reason: evil, Source: evil, Help: evil},
		}}, Topology: plan.Topology{Type: evil, Ports: []string{evil}, Pool: evil, Addresses: []string{evil}}}},
		Findings: []plan.Finding{{ID: evil, Severity: plan.Error, Ref: ref, Message: evil}},
	})
	require.NotContains(t, page, "<script")
	require.NotContains(t, page, "ZgotmplZ")
}

// TestHTMLOrder: most failures without an end first, then the longest time, then the name.
func TestHTMLOrder(t *testing.T) {
	group := func(name string, seconds int, nevers ...plan.Failure) plan.Recovery {
		ref := plan.Ref{Kind: "VirtualMachine", Namespace: "shop", Name: name}
		r := plan.Recovery{Subject: ref, Machines: []plan.Ref{ref}}
		for _, failure := range nevers {
			r.Chains = append(r.Chains, plan.Chain{Failure: failure, View: plan.MachineBack, Never: &plan.Never{}})
		}
		r.Chains = append(r.Chains, plan.Chain{Failure: plan.GuestHangs, View: plan.MachineBack, Terms: []plan.Term{{Stage: plan.StageBoot, Seconds: seconds}}})
		return r
	}
	p := pageOf(Report{Recoveries: []plan.Recovery{
		group("short", 10), group("b", 30), group("a", 30), group("never", 5, plan.NodeDies), group("worst", 1, plan.NodeDies, plan.NodeDrained),
	}})
	var order []string
	for _, g := range p.Groups {
		order = append(order, g.Subject.Name)
	}
	require.Equal(t, []string{"worst", "never", "a", "b", "short"}, order)
	require.Equal(t, "100.0000", p.Groups[2].Share)
	require.True(t, p.Failures[0].Worst.Never)
}

// TestHTMLWithoutGroups: a page that found nothing says so, and what could not be read.
func TestHTMLWithoutGroups(t *testing.T) {
	page := htmlOf(t, Report{Unread: 1})
	require.Contains(t, page, "1 file could not be read")
	require.Contains(t, page, "There are no machines to tell about.")
}

// TestFindingsOfGroups: a finding goes to the group that it is about, and to the first page.
func TestFindingsOfGroups(t *testing.T) {
	machine := plan.Ref{Kind: "VirtualMachine", Namespace: "shop", Name: "web-0"}
	service := plan.Ref{Kind: "Service", Namespace: "shop", Name: "web"}
	p := pageOf(Report{
		Recoveries: []plan.Recovery{{Subject: service, Service: service, Machines: []plan.Ref{machine}}},
		Findings: []plan.Finding{
			{ID: "a", Severity: plan.Info, Ref: machine}, {ID: "a", Severity: plan.Info, Ref: service},
			{ID: "b", Severity: plan.Error, Ref: plan.Ref{Kind: "Node", Name: "n"}},
		},
	})
	require.Empty(t, p.Groups[0].Findings)
	require.Len(t, p.Groups[0].Hints, 2)
	require.Len(t, p.Groups[0].Hints[0].Refs, 1, "another kind is another finding")
	require.Equal(t, 1, p.Severities[0].Count)
	require.Empty(t, p.Severities[0].Kinds[0].Findings[0].Group)
	require.Equal(t, []int{2, 1}, []int{p.Severities[2].Count, len(p.Severities[2].Kinds)})
}

// TestFindingsAlike: what holds of several machines of a group in the same words is told once, and counted as often.
func TestFindingsAlike(t *testing.T) {
	r := Report{Titles: map[string]string{"a": "what is wrong"}, Recoveries: []plan.Recovery{{Subject: plan.Ref{Kind: "Service", Name: "web"}}}}
	for name := range strings.FieldsSeq("web-0 web-1 other") {
		ref := plan.Ref{Kind: "VirtualMachine", Namespace: "shop", Name: name}
		if name != "other" {
			r.Recoveries[0].Machines = append(r.Recoveries[0].Machines, ref)
		}
		r.Findings = append(r.Findings, plan.Finding{ID: "a", Severity: plan.Error, Ref: ref, Message: "no probe"})
	}
	p := pageOf(r)
	require.Len(t, p.Groups[0].Findings, 1)
	require.Equal(t, "VirtualMachine shop/web-0, shop/web-1", p.Groups[0].Findings[0].Who())
	kind := p.Severities[0].Kinds[0]
	require.Equal(t, []int{3, 2}, []int{kind.Count, len(kind.Findings)}, "the machine of another group is told apart")
	require.Equal(t, "what is wrong", kind.Title)
	require.True(t, kind.Open)
}

// TestPicture: everything stands inside, whatever the names are, and what is missing is said.
func TestPicture(t *testing.T) {
	long := "warehouse-inventory-reconciliation-database-of-the-whole-company"
	var machines []plan.Ref
	for range 7 {
		machines = append(machines, plan.Ref{Kind: "VirtualMachine", Namespace: long, Name: long})
	}
	p := pictureOf(plan.Recovery{
		Machines: machines, Service: plan.Ref{Kind: "Service", Namespace: long, Name: long},
		Topology: plan.Topology{Type: "LoadBalancer", Ports: []string{"1", "2", "3", "4", "5"}, Pool: long, Spread: "Required"},
	})
	for _, b := range p.Boxes {
		require.LessOrEqual(t, b.X+b.Width, p.Width)
		require.LessOrEqual(t, b.bottom(), p.Height)
		for _, l := range b.Lines {
			require.LessOrEqual(t, len([]rune(l.Text)), lineLetters)
			require.Less(t, l.Y, b.bottom())
		}
	}
	require.Contains(t, p.Text, "Nobody fences a dead node")
	require.Contains(t, p.Text, "and 2 ports more")
	require.Contains(t, pictureOf(plan.Recovery{}).Text, "no Service leads them to the machines")
}

// TestReasons: a reason is told once, whatever the names and kinds of the machines, and leads to its groups.
func TestReasons(t *testing.T) {
	var r Report
	for name := range strings.FieldsSeq("a b c d e f g") {
		ref := plan.Ref{Kind: "VirtualMachine", Namespace: "shop", Name: name}
		r.Recoveries = append(r.Recoveries, plan.Recovery{Subject: ref, Machines: []plan.Ref{ref}, Stranded: []plan.Stranded{
			{Failure: plan.GuestHangs, Machines: []plan.Ref{ref}, Never: plan.Never{Reason: "nobody notices", Source: name, Help: "a watchdog"}},
			{Failure: plan.NodeDies, Machines: []plan.Ref{ref}, Never: plan.Never{Reason: "nobody fences", Help: "a fence"}},
		}})
	}
	p := pageOf(r)
	hangs := p.Failures[2]
	require.Equal(t, plan.GuestHangs, hangs.Failure)
	require.Len(t, hangs.Reasons, 1)
	require.Equal(t, []int{7, 5, 2}, []int{hangs.Reasons[0].Machines, len(hangs.Reasons[0].Groups), hangs.Reasons[0].More})
	require.Equal(t, plan.NodeDies, p.Groups[0].Stranded[0].Failure, "in the order of the tables")
	require.Equal(t, plan.GuestHangs, r.Recoveries[0].Stranded[0].Failure, "what is told does not change what is known")
}
