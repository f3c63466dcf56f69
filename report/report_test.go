// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package report

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/plan"
)

// TestManyMachines: reasons are told once, whatever the number of groups and machines.
func TestManyMachines(t *testing.T) {
	var r Report
	never := plan.Never{Reason: "nobody | fences <it>", Help: "a fence"}
	for name := range strings.FieldsSeq("a b c d e f g") {
		ref := plan.Ref{Kind: "VirtualMachine", Namespace: "shop", Name: name}
		r.Recoveries = append(r.Recoveries, plan.Recovery{
			Subject: ref, Machines: []plan.Ref{ref},
			Stranded: []plan.Stranded{{Failure: plan.NodeDies, Machines: []plan.Ref{ref}, Never: never}},
		})
	}
	require.Equal(t, []string{
		"7 machines in 7 groups",
		"node dies: 7 of 7 never come back",
		"  shop/a, shop/b, shop/c, shop/d, shop/e and 2 more: nobody | fences <it>",
	}, r.summary())
	require.Len(t, r.Recoveries[0].Stranded[0].Machines, 1, "what is told does not change what is known")

	var b strings.Builder
	require.NoError(t, Markdown(&b, r))
	require.Contains(t, b.String(), `nobody \| fences &lt;it&gt;`)

	b.Reset()
	require.NoError(t, JSON(&b, Report{}))
	require.JSONEq(t, `{"machines": 0, "groups": []}`, b.String())
}

// TestTextObeysNothing: what manifests hold moves no cursor.
func TestTextObeysNothing(t *testing.T) {
	ref := plan.Ref{Kind: "VirtualMachine", Name: "web\x1b[31m\r\u202e"}
	var b strings.Builder
	require.NoError(t, Text(&b, Report{Recoveries: []plan.Recovery{{Subject: ref, Machines: []plan.Ref{ref}}}}))
	require.Contains(t, b.String(), "\nVirtualMachine web?[31m??\n")
}
