// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/plan"
)

// TestTargets holds the targets of random intents on random machines to the model: what is
// derived from a target meets it, and what is said to be the best is the best that a search finds.
func TestTargets(t *testing.T) {
	var derived, refused int
	for seed := range uint64(200) {
		t.Run(strconv.FormatUint(seed, 10), func(t *testing.T) {
			random := rand.New(rand.NewPCG(seed, 4))
			text := randomInput(random)
			r := newRun(Input{Objects: parse(t, text)})
			missed := map[string]plan.Finding{}
			for _, finding := range r.findings {
				if strings.HasPrefix(finding.ID, "target-") {
					missed[finding.Source.Field] = finding
				} else {
					require.NotEqual(t, plan.Error, finding.Severity, "%s\n%s", finding.Message, text)
				}
			}
			require.Len(t, r.outcome.Plan.Groups, 1, text)
			group := &r.outcome.Plan.Groups[0]
			for _, want := range wanted(r) {
				finding, isMissed := missed[want.field]
				if isMissed {
					refused++
					requireBest(t, text, want, group, r, finding)
					continue
				}
				for _, facts := range groupFacts(r, group) {
					worst := facts.Recover(want.failure, want.view).Worst()
					require.True(t, worst.Within(want.seconds), "%s %d: %s\n%s", want.field, want.seconds, worst.InWords(), text)
				}
				derived++
			}
			if !r.outcome.Failed() {
				requireWritten(t, text, r, group)
			}
		})
	}
	require.Greater(t, derived, 150, "most targets are met")
	require.Greater(t, refused, 50, "and many are refused")
}

type wantedTarget struct {
	field   string
	failure plan.Failure
	view    plan.View
	seconds int
}

// wanted are the targets of the intent. They are read here once more, so that the test does not trust the plan.
func wanted(r *run) []wantedTarget {
	survive := r.in.Intents[0].Spec.Survive
	all := []wantedTarget{
		{"spec.survive.applicationFailure.within", plan.ApplicationHangs, plan.ServiceBack, whole(survive.ApplicationFailure.Within)},
		{"spec.survive.guestHang.within", plan.GuestHangs, plan.MachineBack, whole(survive.GuestHang.Within)},
		{"spec.survive.nodeFailure.within", plan.NodeDies, plan.MachineBack, whole(survive.NodeFailure.Within)},
		{"spec.survive.nodeFailure.serviceWithin", plan.NodeDies, plan.ServiceBack, whole(survive.NodeFailure.ServiceWithin)},
	}
	var stated []wantedTarget
	for _, want := range all {
		if want.seconds > 0 {
			stated = append(stated, want)
		}
	}
	return stated
}

func whole(text string) int {
	seconds, _ := strconv.Atoi(strings.TrimSuffix(text, "s"))
	return seconds
}

func groupFacts(r *run, group *plan.Group) []plan.Facts {
	setting := plan.Setting{Inventory: r.outcome.Inventory, Platform: group.Platform, Pools: r.outcome.Plan.Pools, Group: group}
	var all []plan.Facts
	for _, machine := range group.Machines {
		all = append(all, plan.FactsOf(machine, setting))
	}
	return all
}

// requireBest searches the timers that may be changed for anything better than what the finding says.
func requireBest(t *testing.T, text string, want wantedTarget, group *plan.Group, r *run, finding plan.Finding) {
	t.Helper()
	best := plan.Span{Never: true}
	boot := int(group.BootTime.Seconds())
	all := groupFacts(r, group)
	for _, ready := range grid(0) {
		for _, live := range grid(boot) {
			for _, toleration := range []int{0, 60, 300} {
				if worst := worstOf(all, want, ready, live, toleration); best.Longer(worst) {
					best = worst
				}
			}
		}
	}
	switch {
	case best.Never:
		require.Equal(t, "target-impossible", finding.ID, text)
		require.Nil(t, finding.Proposed, text)
	case best.AtLeast:
		require.Nil(t, finding.Proposed, text)
	default:
		require.Equal(t, fmt.Sprintf("%ds", best.Seconds), finding.Proposed, "%s\n%s", finding.Message, text)
		require.Equal(t, best.Seconds > want.seconds, finding.ID == "target-impossible", "%s\n%s", finding.Message, text)
		require.Contains(t, finding.Message, "the longest term: ")
	}
}

type numbers struct{ period, timeout, failures int }

// grid are the numbers that a probe may have; a liveness probe leaves a guest the time to boot.
func grid(boot int) []numbers {
	var all []numbers
	for _, period := range []int{1, 3, 10} {
		for _, timeout := range []int{1, 3} {
			for more := range 2 {
				if timeout <= period {
					all = append(all, numbers{period, timeout, boot/period + 1 + more})
				}
			}
		}
	}
	return all
}

func worstOf(all []plan.Facts, want wantedTarget, ready, live numbers, toleration int) plan.Span {
	var worst plan.Span
	for _, facts := range all {
		if facts.Machine.Ready.Handler != "" {
			facts.Machine.Ready.Period, facts.Machine.Ready.Timeout, facts.Machine.Ready.Failure = ready.period, ready.timeout, ready.failures
		}
		if facts.Machine.Live.Handler != "" {
			facts.Machine.Live.Period, facts.Machine.Live.Timeout, facts.Machine.Live.Failure = live.period, live.timeout, live.failures
		}
		facts.Machine.Toleration.Value = toleration
		if span := facts.Recover(want.failure, want.view).Worst(); span.Longer(worst) {
			worst = span
		}
	}
	return worst
}

// requireWritten reads the machines as they were written, without the intent: the times are the same.
func requireWritten(t *testing.T, text string, r *run, group *plan.Group) {
	t.Helper()
	var items []plan.Item
	var service plan.Item
	for _, object := range r.outcome.Objects {
		item := plan.Item{Ref: Reference(object), Root: object.Root()}
		items = append(items, item)
		if item.Ref.Kind == "Service" {
			service = item
		}
	}
	setting := plan.Setting{Inventory: plan.NewInventory(items), Platform: group.Platform, Service: service, Machines: len(group.Machines)}
	decided := groupFacts(r, group)
	for i, machine := range group.Machines {
		for _, item := range items {
			if item.Ref != machine.Ref {
				continue
			}
			written := plan.FactsOf(plan.Machine{Item: item}, setting)
			written.Machine.Boot = decided[i].Machine.Boot // A manifest does not say it.
			if group.Fenced == nil {
				written.Fencing = decided[i].Fencing
			}
			for _, failure := range plan.Failures {
				for _, view := range plan.Views {
					require.Equal(t, decided[i].Recover(failure, view).Worst(), written.Recover(failure, view).Worst(), "%s, %s of %s\n%s", failure, view, machine.Ref, text)
				}
			}
		}
	}
}

// randomInput is a platform, an intent with targets, and its machines.
func randomInput(r *rand.Rand) string {
	var b strings.Builder
	fmt.Fprintf(&b, `apiVersion: vmha.dev/v1alpha1
kind: HighAvailabilityPlatform
metadata: {name: prod, annotations: {config.kubernetes.io/local-config: "true"}}
spec:
  distribution: OpenShift
  kubernetesVersion: %q
  kubevirtVersion: %q
  latencyProfile: %s
`, pick(r, "1.30", "1.33"), pick(r, "1.8.4", "1.6", "1.1"), pick(r, "Default", "Default", "MediumUpdateAverageReaction"))
	if chance(r, 3) {
		fmt.Fprintf(&b, "  workerNodes: %d\n", 3+r.IntN(60))
	}
	fmt.Fprintf(&b, "  nodeHealth:\n  - {name: workers, type: MachineHealthCheck%s%s}\n", maybe(r, 2, ", timeout: %ds", 30+r.IntN(300)), remediation(r))
	fmt.Fprintf(&b, `---
apiVersion: vmha.dev/v1alpha1
kind: HighAvailability
metadata: {name: web, namespace: shop, annotations: {config.kubernetes.io/local-config: "true"}}
spec:
  machines:
    selector: {matchLabels: {app: web}}
    guest: {bootTime: %ds, agent: Installed, watchdogDaemon: Installed}
  loadBalancing: {ports: [{name: http, port: 80}], addresses: [192.0.2.240-192.0.2.250]}
  survive:
    applicationFailure: {%s%swithin: %ds}
    guestHang: {within: %ds}
    nodeDrain: {evictionStrategy: %s}
    nodeFailure: {%swithin: %ds, serviceWithin: %ds}
  placement: {spread: %s}
`, 10+r.IntN(200), probe(r, "readiness"), probe(r, "liveness"), 1+r.IntN(60), 60+r.IntN(400),
		pick(r, "LiveMigrate", "LiveMigrate", "LiveMigrateIfPossible"), maybe(r, 3, "tolerationSeconds: %d, ", r.IntN(300)), 200+r.IntN(900), 20+r.IntN(80),
		pick(r, "Preferred", "Preferred", "None"))
	for i := range 1 + r.IntN(3) {
		b.WriteString(machine(r, i))
	}
	return b.String()
}

func remediation(r *rand.Rand) string {
	template := func(group, kind string) string {
		return fmt.Sprintf(", remediation: {type: TemplateRef, templateRef: {apiVersion: %s/v1alpha1, kind: %s, name: fence}}", group, kind)
	}
	return pick(r, "",
		template("infrastructure.cluster.x-k8s.io", "Metal3RemediationTemplate"),
		template("self-node-remediation.medik8s.io", "SelfNodeRemediationTemplate"),
		template("fence-agents-remediation.medik8s.io", "FenceAgentsRemediationTemplate"))
}

// probe states some of the numbers of a probe, or none.
func probe(r *rand.Rand, field string) string {
	if chance(r, 2) {
		return ""
	}
	period := 2 + r.IntN(10)
	handler := "tcpSocket: {port: 80}"
	if field == "liveness" {
		handler = pick(r, handler, "guestAgentPing: {}")
	}
	return fmt.Sprintf("%s: {%s%s%s%s}, ", field, handler, maybe(r, 2, ", periodSeconds: %d", period),
		maybe(r, 3, ", timeoutSeconds: %d", 1+r.IntN(2)), maybe(r, 3, ", initialDelaySeconds: %d", 210+r.IntN(100)))
}

func machine(r *rand.Rand, i int) string {
	own := maybe(r, 6, "\n      readinessProbe: {httpGet: {path: /, port: 80}, periodSeconds: %d}", 1+r.IntN(20)) +
		maybe(r, 6, "\n      tolerations: [{key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: %d}]", r.IntN(400))
	return fmt.Sprintf(`---
apiVersion: kubevirt.io/v1
kind: VirtualMachine
metadata: {name: web-%d, namespace: shop, labels: {app: web}}
spec:
  runStrategy: Always
  template:
    metadata: {labels: {app: web}}
    spec:
      architecture: amd64%s
      domain:
        memory: {guest: 1Gi}
        devices: {interfaces: [{name: default, masquerade: {}}]}
      networks: [{name: default, pod: {}}]
      volumes: [{name: root, containerDisk: {image: example.com/web}}]
`, i, own)
}

func pick(r *rand.Rand, from ...string) string { return from[r.IntN(len(from))] }

// chance is one in n.
func chance(r *rand.Rand, n int) bool { return r.IntN(n) == 0 }

func maybe(r *rand.Rand, n int, format string, value int) string {
	if !chance(r, n) {
		return ""
	}
	return fmt.Sprintf(format, value)
}
