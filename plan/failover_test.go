// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/api/v1alpha1"
)

// usual is the machine of the model's table: boot 60, initialDelay 30, period 10, timeout
// 5, Kubernetes 1.32 or later, ReadWriteMany disks, fenced by self-node-remediation.
func usual() Facts {
	return Facts{
		Cluster: ClusterFacts{
			Distribution: v1alpha1.Kubernetes, Kubernetes: Fact[Version]{Value: ParseVersion("1.33")},
			KubeVirt: Fact[Version]{Value: ParseVersion("1.8")}, Workers: Number{Value: 6},
		},
		Machine: MachineFacts{
			RunStrategy: Fact[string]{Value: "Always"}, Eviction: Fact[string]{Value: "LiveMigrate"},
			Toleration: Number{Value: 300}, Shutdown: Number{Value: 30}, Boot: Number{Value: 60}, Disks: Fact[Disks]{Value: SharedClaims},
			Ready: ProbeFacts{Handler: "httpGet", InitialDelay: 30, Period: 10, Timeout: 5, Success: 1, Failure: 3},
		},
		Reach: ReachFacts{Machines: 1, Service: Ref{Kind: "Service", Name: "web"}},
		Fencing: Fencing{
			By: FencedByCheck, Name: "NodeHealthCheck workers", Timeout: Number{Value: 300},
			Remedy: Remedy{Kind: RebootsItself, SelfNode: SelfNodeDefaults, Agent: AgentDefaults},
		},
		Assume: Assume,
	}
}

func with(changes ...func(*Facts)) Facts {
	f := usual()
	for _, change := range changes {
		change(&f)
	}
	return f
}

func workersAre(n int) func(*Facts) { return func(f *Facts) { f.Cluster.Workers.Value = n } }

func sixty(f *Facts) { f.Fencing.Timeout.Value = 60 }

func kubernetes(version string) func(*Facts) {
	return func(f *Facts) { f.Cluster.Kubernetes.Value = ParseVersion(version) }
}

func openShift(profile v1alpha1.LatencyProfile) func(*Facts) {
	return func(f *Facts) { f.Cluster.Distribution, f.Cluster.Latency.Value = v1alpha1.OpenShift, profile }
}

func remedy(kind RemedyKind, strategy string) func(*Facts) {
	return func(f *Facts) { f.Fencing.Remedy.Kind, f.Fencing.Remedy.Strategy.Value = kind, strategy }
}

func exclusive(f *Facts) { f.Machine.Disks.Value = ExclusiveClaims }

func agentAnswers(seconds int) func(*Facts) {
	return func(f *Facts) { f.Fencing.Remedy.Expected = Number{Value: seconds} }
}

func pair(f *Facts) {
	f.Reach.Machines, f.Reach.Spread.Value = 2, v1alpha1.SpreadPreferred
}

// stages are the columns of the table.
var stages = []Stage{StageDetect, StageCondition, StageFence, StageRelease, StageKubeVirt, StageLaunch, StageBoot, StageEndpoints}

// TestNodeDies is table 4.3 of domain/network-and-node.md, term by term.
func TestNodeDies(t *testing.T) {
	for name, test := range map[string]struct {
		facts Facts
		total int
		terms []int
	}{
		"self-node-remediation, all defaults": {usual(), 679, []int{55, 301, 181, 30, 5, 30, 75, 2}},
		"Kubernetes before 1.32":              {with(kubernetes("1.31")), 669, []int{45, 301, 181, 30, 5, 30, 75, 2}},
		"OpenShift":                           {with(openShift(v1alpha1.LatencyDefault)), 669, []int{45, 301, 181, 30, 5, 30, 75, 2}},
		"OpenShift, medium reaction":          {with(openShift(v1alpha1.LatencyMedium)), 749, []int{125, 301, 181, 30, 5, 30, 75, 2}},
		"OpenShift, slow reaction":            {with(openShift(v1alpha1.LatencyLow)), 929, []int{305, 301, 181, 30, 5, 30, 75, 2}},
		"50 workers":                          {with(workersAre(50)), 805, []int{55, 301, 307, 30, 5, 30, 75, 2}},
		"NodeHealthCheck after 60 s":          {with(sixty), 439, []int{55, 61, 181, 30, 5, 30, 75, 2}},
		"ResourceDeletion, ReadWriteOnce, the host stays dead": {
			with(remedy(RebootsItself, ResourceDeletion), exclusive), 1011, []int{55, 301, 181, 362, 5, 30, 75, 2},
		},
		"ResourceDeletion, ReadWriteMany": {with(remedy(RebootsItself, ResourceDeletion)), 661, []int{55, 301, 181, 12, 5, 30, 75, 2}},
		"Automatic before Kubernetes 1.28 is ResourceDeletion": {
			with(kubernetes("1.27"), exclusive), 1001, []int{45, 301, 181, 362, 5, 30, 75, 2},
		},
		"fence agent that answers in 30 s, NodeHealthCheck after 60 s": {
			with(remedy(CutsPower, OutOfServiceTaint), agentAnswers(30), sixty), 288, []int{55, 61, 30, 30, 5, 30, 75, 2},
		},
		"fence agent, every try used": {with(remedy(CutsPower, OutOfServiceTaint)), 823, []int{55, 301, 325, 30, 5, 30, 75, 2}},
		"Metal3, 300 s":               {with(remedy(PowersOff, "")), 658, []int{55, 301, 120, 70, 5, 30, 75, 2}},
		"Metal3, 60 s":                {with(remedy(PowersOff, ""), sixty), 418, []int{55, 61, 120, 70, 5, 30, 75, 2}},
		"machine deletion":            {with(remedy(DeletesMachine, "")), 743, []int{55, 301, 205, 70, 5, 30, 75, 2}},
		"machine deletion, ReadWriteOnce: a deleted Node lets go no sooner": {
			with(remedy(DeletesMachine, ""), exclusive), 1093, []int{55, 301, 205, 420, 5, 30, 75, 2},
		},
		"Metal3, ReadWriteOnce": {with(remedy(PowersOff, ""), exclusive), 1008, []int{55, 301, 120, 420, 5, 30, 75, 2}},
		"the taint out-of-service spares ReadWriteOnce that wait": {
			with(remedy(CutsPower, OutOfServiceTaint), exclusive), 823, []int{55, 301, 325, 30, 5, 30, 75, 2},
		},
		"machine deletion, 60 s: the shorter time-out is eaten by the blocked drain": {
			with(remedy(DeletesMachine, ""), sixty), 743, []int{55, 61, 445, 70, 5, 30, 75, 2},
		},
		"machine deletion, 60 s, a toleration of 60 s": {
			with(remedy(DeletesMachine, ""), sixty, func(f *Facts) { f.Machine.Toleration.Value = 60 }),
			503, []int{55, 61, 205, 70, 5, 30, 75, 2},
		},
		"machine deletion, 60 s, evicted rather than migrated": {
			with(remedy(DeletesMachine, ""), sixty, func(f *Facts) { f.Machine.Eviction.Value = "None" }),
			503, []int{55, 61, 205, 70, 5, 30, 75, 2},
		},
		"KubeVirt before 1.2 waits for the heartbeat, unless all else takes longer": {
			with(remedy(CutsPower, OutOfServiceTaint), agentAnswers(30), sixty, func(f *Facts) { f.Cluster.KubeVirt.Value = ParseVersion("1.1") }),
			467, []int{55, 61, 30, 30, 184, 30, 75, 2},
		},
		"a guest agent probe has a second more": {
			with(func(f *Facts) { f.Machine.Ready.Handler = "guestAgentPing" }), 680, []int{55, 301, 181, 30, 5, 30, 76, 2},
		},
		"a delay longer than the boot counts, with the 10 s that KubeVirt adds": {
			with(func(f *Facts) { f.Machine.Ready.InitialDelay = 90 }), 719, []int{55, 301, 181, 30, 5, 30, 115, 2},
		},
	} {
		t.Run(name, func(t *testing.T) {
			chain := test.facts.Recover(NodeDies, MachineBack)
			require.Equal(t, Span{Seconds: test.total}, chain.Worst())
			var terms []int
			for _, stage := range stages {
				terms = append(terms, chain.In(stage))
			}
			require.Equal(t, test.terms, terms)
		})
	}
}

// TestNodeDiesNever lists why a machine does not come back when its node dies.
func TestNodeDiesNever(t *testing.T) {
	for reason, change := range map[string]func(*Facts){
		"unless the dead node is fenced": func(f *Facts) { f.Fencing = Fencing{} },
		"with runStrategy Manual":        func(f *Facts) { f.Machine.RunStrategy.Value = "Manual" },
		"neither runStrategy":            func(f *Facts) { f.Machine.RunStrategy.Value = "" },
		"on node a only":                 func(f *Facts) { f.Machine.Node.Value = "a" },
		"one worker node":                workersAre(1),
		"tolerates every taint":          func(f *Facts) { f.Machine.ToleratesAll, f.Machine.Toleration.Value = true, Forever },
		"the check is paused":            func(f *Facts) { f.Fencing.Defect = Never{Reason: "the check is paused", Help: "taking the pause off"} },
		"so the drain of the deleted ":   func(f *Facts) { remedy(DeletesMachine, "")(f); f.Machine.Toleration.Value = Forever },
	} {
		chain := with(change).Recover(NodeDies, MachineBack)
		require.True(t, chain.Worst().Never, reason)
		require.Contains(t, chain.Never.Reason, reason)
		require.NotEmpty(t, chain.Never.Help, reason)
		require.Equal(t, Nobody, chain.RepairedBy)
		require.True(t, with(change).Recover(NodeDies, ServiceBack).Worst().Never, "one machine is the service")
	}
}

// TestServiceOutlivesNode is section 4.2 of domain/network-and-node.md.
func TestServiceOutlivesNode(t *testing.T) {
	for name, test := range map[string]struct {
		facts           Facts
		seconds, beside int
	}{
		"a replicated service":                      {with(pair), 57, 0},
		"whether anybody fences or not":             {with(pair, func(f *Facts) { f.Fencing = Fencing{} }), 57, 0},
		"Kubernetes before 1.32":                    {with(pair, kubernetes("1.31")), 47, 0},
		"L2 among six speakers moves sooner":        {with(pair, announced(AnnouncedByL2)), 57, 26},
		"L2 among three speakers":                   {with(pair, workersAre(3), announced(AnnouncedByL2)), 57, 6},
		"L2 among a hundred speakers":               {with(pair, workersAre(100), announced(AnnouncedByL2)), 57, 50},
		"BGP waits for the hold time":               {with(pair, announced(AnnouncedByBGP)), 90, 57},
		"BGP with BFD":                              {with(pair, announced(AnnouncedByBGP), func(f *Facts) { f.Reach.Hold.Value = 900 }), 57, 1},
		"L2 and Local: only the address counts":     {with(pair, announced(AnnouncedByL2), func(f *Facts) { f.Reach.Local = true }), 26, 0},
		"one machine is the service":                {usual(), 679, 0},
		"machines that may share a node are as one": {with(pair, func(f *Facts) { f.Reach.Spread.Value = v1alpha1.SpreadNone }), 679, 0},
	} {
		chain := test.facts.Recover(NodeDies, ServiceBack)
		require.Equal(t, Span{Seconds: test.seconds}, chain.Worst(), name)
		require.Equal(t, test.beside, sum(chain.Beside).Seconds, name)
	}
}

func announced(by Announcer) func(*Facts) {
	return func(f *Facts) {
		f.Reach.Announcer.Value = by
		f.Reach.Hold.Value = 90000
	}
}

// TestStormGuard is table 4.4 of domain/network-and-node.md.
func TestStormGuard(t *testing.T) {
	nodes := []int{2, 3, 4, 5, 6, 10}
	for name, test := range map[string]struct {
		guard Guard
		want  []int
	}{
		"NodeHealthCheck minHealthy 51%":      {Guard{Count: 51, IsPercent: true, Minimum: true, RoundsUp: true}, []int{0, 1, 1, 2, 2, 4}},
		"NodeHealthCheck maxUnhealthy 40%":    {Guard{Count: 40, IsPercent: true, RoundsUp: true}, []int{1, 2, 2, 2, 3, 4}},
		"MachineHealthCheck maxUnhealthy 40%": {Guard{Count: 40, IsPercent: true}, []int{0, 1, 1, 2, 2, 4}},
		"MachineHealthCheck, no value":        {Guard{Count: 100, IsPercent: true}, []int{2, 3, 4, 5, 6, 10}},
		"an integer":                          {Guard{Count: 1}, []int{1, 1, 1, 1, 1, 1}},
		"minHealthy as an integer":            {Guard{Count: 3, Minimum: true}, []int{0, 0, 1, 2, 3, 7}},
	} {
		var got []int
		for _, n := range nodes {
			got = append(got, test.guard.Allows(n))
		}
		require.Equal(t, test.want, got, name)
	}
}

// TestSelfNodeTimes are the values of table 4.1 for pools of different sizes.
func TestSelfNodeTimes(t *testing.T) {
	for workers, want := range map[int]int{1: 180, 6: 180, 9: 186, 12: 198, 20: 234, 33: 282, 50: 306, 100: 294} {
		require.Equal(t, want+1, SelfNodeDefaults.Seconds(workers), "%d workers", workers)
	}
	slow := SelfNodeDefaults
	slow.Safe = 400
	require.Equal(t, 401, slow.Seconds(6), "a longer safe time counts")
	slow.Safe = 10
	require.Equal(t, 181, slow.Seconds(6), "a shorter one is ignored")
}
