// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/api/v1alpha1"
)

func liveness(handler string) func(*Facts) {
	return func(f *Facts) {
		f.Machine.Live = ProbeFacts{Handler: handler, Period: 10, Timeout: 5, Success: 1, Failure: 7}
	}
}

func watchdog(action string) func(*Facts) {
	return func(f *Facts) { f.Machine.Watchdog.Value, f.Machine.Margin.Value = action, 30 }
}

func run(strategy string) func(*Facts) {
	return func(f *Facts) { f.Machine.RunStrategy.Value = strategy }
}

func eviction(strategy string) func(*Facts) {
	return func(f *Facts) { f.Machine.Eviction.Value = strategy }
}

func stuck(f *Facts) {
	f.Machine.Migrates.Value, f.Machine.Obstacle = Impossible, "the disk is ReadWriteOnce"
}

// defaultProbe is a readiness probe that states no number.
func defaultProbe(f *Facts) {
	f.Machine.Ready = ProbeFacts{Handler: "httpGet", Period: probePeriod, Timeout: probeTimeout, Success: probeSuccess, Failure: probeFailure}
}

// TestOtherFailures are the failures of the second table of section 4.2 of
// domain/network-and-node.md, and what virtual-machine.md 1.2 and 1.5 say of run
// strategies and evictions. The chains end when the readiness probe has passed and the
// endpoints have followed: 5 + 30 + 60 + 15 + 2 = 112 after an instance has failed.
func TestOtherFailures(t *testing.T) {
	const never = -1
	for name, test := range map[string]struct {
		failure          Failure
		facts            Facts
		machine, service int
	}{
		"no liveness: nobody restarts it":              {ApplicationHangs, with(pair), never, 37},
		"a readiness probe with default numbers, 31 s": {ApplicationHangs, with(pair, defaultProbe), never, 33},
		"a time-out longer than the period: 10 + 2 × 20 + 20": {
			ApplicationHangs, with(pair, func(f *Facts) { f.Machine.Ready.Timeout = 20 }), never, 72,
		},
		"liveness: 75 to notice, 30 to shut down":          {ApplicationHangs, with(pair, liveness("httpGet")), 217, 37},
		"one machine is the service":                       {ApplicationHangs, with(liveness("tcpSocket")), 217, 217},
		"RerunOnFailure takes the restart as final":        {ApplicationHangs, with(pair, liveness("httpGet"), run("RerunOnFailure")), never, 37},
		"the guest agent does not see applications":        {ApplicationHangs, with(pair, liveness("guestAgentPing")), never, 37},
		"no readiness: clients go there until it is ended": {ApplicationHangs, with(pair, liveness("httpGet"), noReadiness), 202, 107},
		"no probe at all":                                  {ApplicationHangs, with(pair, noReadiness), never, never},
		"readiness is ignored":                             {ApplicationHangs, with(pair, func(f *Facts) { f.Reach.NotReadyToo = true }), never, never},

		"neither watchdog nor liveness":                  {GuestHangs, with(pair), never, 37},
		"watchdog reset: boot only":                      {GuestHangs, with(pair, watchdog("reset")), 107, 37},
		"watchdog poweroff: a new instance":              {GuestHangs, with(pair, watchdog("poweroff")), 142, 32},
		"watchdog poweroff, RerunOnFailure":              {GuestHangs, with(watchdog("poweroff"), run("RerunOnFailure")), 142, 142},
		"watchdog poweroff, Manual stays off":            {GuestHangs, with(pair, watchdog("poweroff"), run("Manual")), never, 32},
		"watchdog reset works with Manual":               {GuestHangs, with(watchdog("reset"), run("Manual")), 107, 107},
		"watchdog shutdown asks a guest that hangs":      {GuestHangs, with(pair, watchdog("shutdown")), never, 37},
		"the guest agent sees a guest that hangs":        {GuestHangs, with(liveness("guestAgentPing")), 218, 218},
		"the faster of the two counts":                   {GuestHangs, with(watchdog("poweroff"), liveness("httpGet")), 142, 142},
		"a hung guest fails, and RerunOnFailure sees it": {GuestHangs, with(liveness("httpGet"), run("RerunOnFailure")), 217, 217},
		"without a grace period it counts as shut down": {
			GuestHangs, with(liveness("httpGet"), run("RerunOnFailure"), func(f *Facts) { f.Machine.Shutdown.Value = 0 }), never, never,
		},
		"poweroff takes it out of the Service at once": {GuestHangs, with(pair, watchdog("poweroff"), noReadiness), 127, 32},

		"live migration":                                {NodeDrained, with(pair), 0, 0},
		"live migration, L2: the address moves":         {NodeDrained, with(pair, announced(AnnouncedByL2)), 0, 2},
		"LiveMigrate that cannot: the drain never ends": {NodeDrained, with(pair, stuck), never, 0},
		"LiveMigrateIfPossible that cannot: 30 + 112":   {NodeDrained, with(pair, eviction("LiveMigrateIfPossible"), stuck), 142, 2},
		"LiveMigrateIfPossible that only KubeVirt takes for possible": {
			NodeDrained, with(pair, eviction("LiveMigrateIfPossible"), stuck, func(f *Facts) { f.Machine.Unseen = true }), never, 0,
		},
		"None, alone":                            {NodeDrained, with(eviction("None")), 142, 142},
		"None, RerunOnFailure stays off":         {NodeDrained, with(pair, eviction("None"), run("RerunOnFailure")), never, 2},
		"a PodDisruptionBudget that refuses":     {NodeDrained, with(eviction("None"), budget("maxUnavailable blocks")), never, never},
		"it does not matter to what migrates":    {NodeDrained, with(budget("maxUnavailable blocks")), 0, 0},
		"KubeVirt before 1.6 has one of its own": {NodeDrained, with(budget(budgetStands), kubeVirt("1.5")), never, 0},
		"KubeVirt 1.6 has none":                  {NodeDrained, with(budget(budgetStands), kubeVirt("1.6")), 0, 0},
		"one worker node":                        {NodeDrained, with(pair, workersAre(1)), never, 0},
		"Required needs a node more than there are machines": {
			NodeDrained, with(pair, workersAre(2), func(f *Facts) { f.Reach.Spread.Value = v1alpha1.SpreadRequired }), never, 0,
		},
		"Preferred does not": {NodeDrained, with(pair, workersAre(2)), 0, 0},
	} {
		for view, want := range map[View]int{MachineBack: test.machine, ServiceBack: test.service} {
			chain := test.facts.Recover(test.failure, view)
			expected := Span{Seconds: want}
			if want == never {
				expected = Span{Never: true}
				require.NotEmpty(t, chain.Never.Help, name)
			}
			require.Equal(t, expected, chain.Worst(), "%s, %s: %s", test.failure, name, view)
			require.Equal(t, view, chain.View)
			require.NotEmpty(t, chain.NoticedBy)
			require.NotEmpty(t, chain.RepairedBy)
		}
	}
}

func noReadiness(f *Facts) { f.Machine.Ready = ProbeFacts{} }

func budget(reason string) func(*Facts) { return func(f *Facts) { f.Reach.Budget.Value = reason } }

func kubeVirt(version string) func(*Facts) {
	return func(f *Facts) { f.Cluster.KubeVirt.Value = ParseVersion(version) }
}

// TestOpenEnds: what cannot be timed is a lower bound, and is never within a target.
func TestOpenEnds(t *testing.T) {
	elsewhere := with(func(f *Facts) { f.Fencing = Fencing{By: FencedElsewhere} }).Recover(NodeDies, MachineBack)
	require.Equal(t, Span{Seconds: 167, AtLeast: true}, elsewhere.Worst())
	require.False(t, elsewhere.Worst().Within(10000))
	require.Equal(t, "at least 2 min 47 s", elsewhere.Worst().InWords())

	external := with(eviction("External")).Recover(NodeDrained, MachineBack)
	require.True(t, external.Worst().AtLeast)

	require.Equal(t, "never", Span{Never: true}.InWords())
	require.Equal(t, "0 s", Span{}.InWords())
	require.Equal(t, "1 h 1 s", Span{Seconds: 3601}.InWords())
}

// TestBothMissing: who notices is of no help where nothing starts the machine again.
func TestBothMissing(t *testing.T) {
	for _, failure := range []Failure{ApplicationHangs, GuestHangs} {
		require.Contains(t, with(run("Manual")).Recover(failure, MachineBack).Never.Help, ", and "+alwaysRuns)
		require.NotContains(t, with().Recover(failure, MachineBack).Never.Help, alwaysRuns)
	}
}
