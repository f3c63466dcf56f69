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

func TestGroupLabel(t *testing.T) {
	require.Equal(t, []string{`set spec.template.metadata.labels["vmha.dev/group"] "web"`},
		words(t, transformers.GroupLabel(&plan.Group{Mark: stated("web")}, machine(t, ""))))
}

func TestEviction(t *testing.T) {
	for _, test := range []struct {
		reason string
		choice *plan.Choice[v1alpha1.EvictionStrategy]
		want   string
	}{
		{"a default yields to what stands there", chosen(v1alpha1.LiveMigrate), `default evictionStrategy "LiveMigrate"`},
		{"what is stated wins", stated(v1alpha1.EvictExternal), `set evictionStrategy "External"`},
	} {
		require.Equal(t, []string{test.want}, words(t, transformers.Eviction(&plan.Group{Eviction: test.choice}, machine(t, ""))), test.reason)
	}
}

func TestRunStrategy(t *testing.T) {
	for _, test := range []struct {
		reason, spec string
		choice       *plan.Choice[v1alpha1.RunStrategy]
		want         []string
	}{
		{"nothing is written", "template: {}", chosen(v1alpha1.Always), []string{`default spec.runStrategy "Always"`}},
		{"the default yields", "runStrategy: RerunOnFailure", chosen(v1alpha1.Always), []string{`default spec.runStrategy "Always"`}},
		{"what is stated wins", "runStrategy: Manual", stated(v1alpha1.Always), []string{`set spec.runStrategy "Always"`}},
		{"running is replaced by what it means", "running: true", chosen(v1alpha1.Always), []string{`rename spec.running "runStrategy"`, `set spec.runStrategy "Always"`}},
		{"a machine that is off stays off, as far as this goes", "running: false", chosen(v1alpha1.Always), []string{`rename spec.running "runStrategy"`, `set spec.runStrategy "Halted"`}},
		{"a machine that is off is stated to run", "running: false", stated(v1alpha1.RerunOnFailure), []string{`rename spec.running "runStrategy"`, `set spec.runStrategy "RerunOnFailure"`}},
		{"KubeVirt refuses both, so one goes", "running: true\n  runStrategy: Manual", chosen(v1alpha1.Always), []string{`remove spec.running`, `default spec.runStrategy "Manual"`}},
		{"and the other is what is stated", "running: true\n  runStrategy: Manual", stated(v1alpha1.Always), []string{`remove spec.running`, `set spec.runStrategy "Always"`}},
	} {
		require.Equal(t, test.want, words(t, transformers.RunStrategy(&plan.Group{Run: test.choice}, whole(t, test.spec))), test.reason)
	}
}

func TestWatchdog(t *testing.T) {
	for _, test := range []struct {
		reason, instance string
		choice           *plan.Choice[v1alpha1.WatchdogAction]
		want             []string
	}{
		{"no architecture is amd64", "", chosen(v1alpha1.Poweroff), []string{`default domain.devices.watchdog {"name":"watchdog","i6300esb":{"action":"poweroff"}}`}},
		{"s390x has another device", "{architecture: s390x}", stated(v1alpha1.Reset), []string{`set domain.devices.watchdog {"name":"watchdog","diag288":{"action":"reset"}}`}},
		{"a device that is there stays", "{domain: {devices: {watchdog: {name: dog}}}}", chosen(v1alpha1.Poweroff), []string{}},
		{"but for an action that is stated", "{domain: {devices: {watchdog: {name: dog}}}}", stated(v1alpha1.Poweroff), []string{`set domain.devices.watchdog.i6300esb.action "poweroff"`}},
	} {
		require.Equal(t, test.want, words(t, transformers.Watchdog(&plan.Group{Watchdog: test.choice}, machine(t, test.instance))), test.reason)
	}
}

func TestTolerations(t *testing.T) {
	const notReady, unreachable = `node.kubernetes.io/not-ready`, `node.kubernetes.io/unreachable`
	insert := func(taint string) string {
		return `insert tolerations[key=` + taint + `,effect=NoExecute] {"key":"` + taint + `","operator":"Exists","effect":"NoExecute","tolerationSeconds":60}`
	}
	for _, test := range []struct {
		reason, instance string
		want             []string
	}{
		{"there is none", "", []string{insert(notReady), insert(unreachable)}},
		{
			"one of ours is there", "{tolerations: [{key: " + unreachable + ", effect: NoExecute, operator: Exists, tolerationSeconds: 5}]}",
			[]string{insert(notReady), `set tolerations[key=` + unreachable + `,effect=NoExecute].tolerationSeconds 60`},
		},
		{"the same taint with another effect is another taint", "{tolerations: [{key: " + notReady + ", effect: NoSchedule}]}", []string{insert(notReady), insert(unreachable)}},
	} {
		require.Equal(t, test.want, words(t, transformers.Tolerations(&plan.Group{TolerationSeconds: stated(int64(60))}, machine(t, test.instance))), test.reason)
	}
}
