// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package transformers_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
	"vmha.dev/vmha/transformers"
)

func TestSpread(t *testing.T) {
	const list = "topologySpreadConstraints"
	const hosts, zones = "[topologyKey=kubernetes.io/hostname,whenUnsatisfiable=", "[topologyKey=topology.kubernetes.io/zone,whenUnsatisfiable="
	const selector = `"labelSelector":{"matchLabels":{"app":"web"}}`
	const soft = `insert ` + list + hosts + `ScheduleAnyway] {"maxSkew":1,"topologyKey":"kubernetes.io/hostname","whenUnsatisfiable":"ScheduleAnyway",` + selector + `}`
	const hard = `insert ` + list + hosts + `DoNotSchedule] {"maxSkew":1,"topologyKey":"kubernetes.io/hostname","whenUnsatisfiable":"DoNotSchedule",` + selector + `,"nodeTaintsPolicy":"Honor"}`
	const overZones = `insert ` + list + zones + `ScheduleAnyway] {"maxSkew":1,"topologyKey":"topology.kubernetes.io/zone","whenUnsatisfiable":"ScheduleAnyway",` + selector + `}`
	const own = "{" + list + ": [{topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule, maxSkew: 3}]}"
	for _, test := range []struct {
		reason, instance string
		choice           *plan.Choice[v1alpha1.Spread]
		zones            int32
		want             []string
	}{
		{"not at all", "", stated(v1alpha1.SpreadNone), 3, []string{}},
		{"over hosts", "", chosen(v1alpha1.SpreadPreferred), 0, []string{soft}},
		{"one zone is none", "", chosen(v1alpha1.SpreadPreferred), 1, []string{soft}},
		{"over zones too", "", chosen(v1alpha1.SpreadPreferred), 2, []string{soft, overZones}},
		{"zones are never required: their number is small", "", stated(v1alpha1.SpreadRequired), 2, []string{hard, overZones}},
		{"a machine that spreads in its own way keeps it", own, chosen(v1alpha1.SpreadPreferred), 2, []string{}},
		{"so does one with an anti-affinity", "{affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname}]}}}", chosen(v1alpha1.SpreadPreferred), 0, []string{}},
		{"an empty list of terms is none", "{affinity: {podAntiAffinity: {preferredDuringSchedulingIgnoredDuringExecution: []}}}", chosen(v1alpha1.SpreadPreferred), 0, []string{soft}},
		{"a constraint over zones says nothing about hosts", "{" + list + ": [{topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule}]}", chosen(v1alpha1.SpreadPreferred), 0, []string{soft}},
		{"what is stated wins", own, stated(v1alpha1.SpreadRequired), 0, []string{
			`set ` + list + hosts + `DoNotSchedule].maxSkew 1`,
			`set ` + list + hosts + `DoNotSchedule].labelSelector {"matchLabels":{"app":"web"}}`,
			`set ` + list + hosts + `DoNotSchedule].nodeTaintsPolicy "Honor"`,
		}},
	} {
		group := &plan.Group{Spread: test.choice, Selector: map[string]string{"app": "web"}, Platform: &plan.Platform{Zones: test.zones}}
		require.Equal(t, test.want, words(t, transformers.Spread(group, machine(t, test.instance))), test.reason)
	}
}
