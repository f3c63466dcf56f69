// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"fmt"
	"slices"

	"vmha.dev/vmha/api/v1alpha1"
)

// checkMachines finds what in each machine defeats what the intent asks for.
func (g *groupBuilder) checkMachines() {
	for _, m := range g.Machines {
		g.checkRunStrategy(m)
		g.checkEviction(m)
		g.checkWatchdog(m)
		g.checkLiveness(m)
		g.checkPodNetwork(m)
		g.checkNamedPorts(m)
		g.checkTolerations(m)
		g.checkNode(m)
	}
	g.checkArchitecture()
	g.checkIdentities()
}

// runStrategyOf is the run strategy that the machine will have.
func (g *groupBuilder) runStrategyOf(m Machine) string {
	current := m.RunStrategy()
	if g.Run != nil && (g.Run.Stated || current == "") {
		return string(g.Run.Value)
	}
	return current
}

var (
	runStrategyPath = Fields("spec.runStrategy")
	runningPath     = Fields("spec.running") // deprecated
)

func recovers(strategy string) bool {
	return strategy == string(v1alpha1.Always) || strategy == string(v1alpha1.RerunOnFailure)
}

func (g *groupBuilder) checkRunStrategy(m Machine) {
	strategy := g.runStrategyOf(m)
	path, words := runStrategyPath, "runStrategy "+strategy
	if At(m.Root, path).Kind() == Absent && At(m.Root, runningPath).Kind() != Absent {
		path, words = runningPath, "running: "+At(m.Root, runningPath).Text()
	}
	fail := func(id, field, format string, args ...any) {
		g.about(m.Ref, path, Error, id, field, format, args...).values(At(m.Root, path).Text(), string(v1alpha1.Always))
	}
	switch {
	case strategy == "":
		fail("run-strategy-missing", "spec.machines", "the machine says neither runStrategy nor running, which KubeVirt refuses; write runStrategy: Always")
	case g.Run != nil && !recovers(strategy):
		fail("run-strategy-does-not-recover", failureField+".runStrategy", "with %s nothing starts the machine again when its node dies; write runStrategy: Always, or state runStrategy under spec.survive.nodeFailure of the intent", words)
	case g.Watchdog != nil && !recovers(strategy) && g.watchdogActionOf(m) == string(v1alpha1.Poweroff):
		fail("watchdog-poweroff-stays-off", hangField, "the watchdog powers the machine off, and with %s nothing starts it again; write runStrategy: Always, or use action reset", words)
	case strategy == string(v1alpha1.RerunOnFailure):
		g.checkShutdowns(m, fail)
	}
}

// checkShutdowns: RerunOnFailure takes a shutdown in good order as final, whoever asked for it.
func (g *groupBuilder) checkShutdowns(m Machine, fail func(id, field, format string, args ...any)) {
	if g.Live != nil {
		fail("liveness-stays-off", applicationField+".liveness", "a machine that a liveness probe restarts shuts down in good order, which RerunOnFailure takes as final: it stays off; write Always")
	}
	if g.Eviction != nil && g.evictionOf(m) == string(v1alpha1.EvictNone) {
		fail("drain-stays-off", drainField+".evictionStrategy", "a drain with evictionStrategy None shuts the machine down, which RerunOnFailure takes as final: it stays off; write Always or LiveMigrate")
	}
}

var evictionPath = TemplateSpec.Key("evictionStrategy")

// evictionOf is the eviction strategy that the machine will have.
func (g *groupBuilder) evictionOf(m Machine) string {
	current := m.At("evictionStrategy").Text()
	if g.Eviction != nil && (g.Eviction.Stated || current == "") {
		return string(g.Eviction.Value)
	}
	return current
}

func (g *groupBuilder) checkEviction(m Machine) {
	if g.Eviction == nil {
		return
	}
	const field = drainField + ".evictionStrategy"
	strategy := v1alpha1.EvictionStrategy(g.evictionOf(m))
	if strategy == v1alpha1.EvictNone && !g.Eviction.Stated {
		g.about(m.Ref, evictionPath, Error, "drain-stops-machine", field, "with evictionStrategy None a drain shuts the machine down instead of moving it; write LiveMigrate, or state evictionStrategy under spec.survive.nodeDrain of the intent").values(string(strategy), string(v1alpha1.LiveMigrate))
	}
	if strategy != v1alpha1.LiveMigrate && strategy != v1alpha1.LiveMigrateIfPossible {
		return
	}
	for _, obstacle := range Obstacles(m, g.in.Inventory, g.Platform.Distribution) {
		severity, id, consequence := weighObstacle(obstacle, strategy)
		g.about(m.Ref, obstacle.Path, severity, id, field, "%s%s", obstacle.Reason, consequence).values(obstacle.Current, obstacle.Proposed)
	}
}

// weighObstacle says what an obstacle means under an eviction strategy that migrates.
func weighObstacle(obstacle Obstacle, strategy v1alpha1.EvictionStrategy) (severity Severity, id, consequence string) {
	switch {
	case !obstacle.Certain:
		return Warning, "migratable-unknown", ""
	case strategy == v1alpha1.LiveMigrate || !obstacle.Seen():
		return Error, "not-migratable", fmt.Sprintf("; with evictionStrategy %s every drain of its node would hang; where a drain may shut the machine down, state evictionStrategy: None under spec.survive.nodeDrain", strategy)
	default:
		return Warning, "not-migratable", "; a drain shuts the machine down"
	}
}

// watchdogActionOf is what the machine's watchdog will do.
func (g *groupBuilder) watchdogActionOf(m Machine) string {
	device := m.At("domain.devices.watchdog")
	if Exists(device) && !g.Watchdog.Stated {
		return watchdogAction(device)
	}
	return string(g.Watchdog.Value)
}

// WatchdogModels are the devices that KubeVirt knows.
var WatchdogModels = []string{"i6300esb", "diag288"}

// WatchdogModel is the device of an architecture; empty where there is none
// (kubevirt pkg/virt-api/webhooks amd64.go, s390x.go, arm64.go).
func WatchdogModel(arch v1alpha1.Architecture) string {
	switch arch {
	case v1alpha1.ARM64:
		return ""
	case v1alpha1.S390X:
		return "diag288"
	default:
		return "i6300esb"
	}
}

func (g *groupBuilder) checkWatchdog(m Machine) {
	if g.Watchdog == nil {
		return
	}
	path := Fields("spec.template.spec.domain.devices.watchdog")
	arch := m.Architecture()
	model := WatchdogModel(arch)
	if model == "" {
		g.about(m.Ref, TemplateSpec.Key("architecture"), Error, "no-watchdog-for-architecture", hangField, "architecture %s has no watchdog device, and KubeVirt would never start a machine with one; take guestHang out and use a liveness probe", arch).Current = string(arch)
		return
	}
	for _, other := range WatchdogModels {
		if other != model && Exists(m.At("domain.devices.watchdog").Get(other)) {
			g.about(m.Ref, path.Key(other), Error, "wrong-watchdog-for-architecture", hangField, "the watchdog %s does not exist on %s, and KubeVirt would never start the machine; use %s", other, archName(arch), model).values(other, model)
		}
	}
}

// checkArchitecture tells which machines leave the architecture to the cluster.
func (g *groupBuilder) checkArchitecture() {
	var silent []string
	for _, m := range g.Machines {
		if m.Architecture() == "" && m.Maker == (Ref{}) {
			silent = append(silent, m.Ref.Name)
		}
	}
	if g.Watchdog != nil && len(silent) > 0 {
		g.add(Info, "architecture-assumed", hangField, "%s: no architecture is written (spec.template.spec.architecture), so the watchdog is that of amd64; write it where it may differ", Enumerate(silent))
	}
}

func archName(arch v1alpha1.Architecture) string {
	if arch == "" {
		return "amd64 (no architecture is written)"
	}
	return string(arch)
}

func (g *groupBuilder) checkPodNetwork(m Machine) {
	networking, _ := m.PodInterface()
	if networking != NotOnPodNetwork {
		return
	}
	path := Fields("spec.template.spec.networks")
	if g.Service != nil {
		g.about(m.Ref, path, Error, "not-on-pod-network", balanceField, "the machine has no interface on the pod network, so the Service's endpoints lead nowhere; add a network pod: {} with an interface bound by masquerade")
	} else if g.Ready != nil && !g.Ready.byAgent() {
		g.about(m.Ref, path, Error, "not-on-pod-network", g.Ready.Source.Field, "the machine has no interface on the pod network, and KubeVirt refuses httpGet and tcpSocket without one; use exec or guestAgentPing")
	}
}

func (g *groupBuilder) checkTolerations(m Machine) {
	if g.Run == nil {
		return
	}
	for _, toleration := range Elements(m.At("tolerations")) {
		key := toleration.Get("key").Text()
		if !toleratesForEver(toleration) || (g.TolerationSeconds != nil && key != "" && toleration.Get("effect").Text() == noExecute) {
			continue
		}
		g.about(m.Ref, TemplateSpec.Key("tolerations"), Error, "tolerates-dead-node", failureField, "the machine tolerates a lost node for ever (%s), so it never leaves one; give the toleration tolerationSeconds or take it out", taintName(key))
	}
}

// toleratesForEver says whether a toleration keeps a machine on a lost node. No effect means all of them.
func toleratesForEver(toleration Node) bool {
	key, effect := toleration.Get("key").Text(), toleration.Get("effect").Text()
	if (effect != "" && effect != noExecute) || Exists(toleration.Get("tolerationSeconds")) {
		return false
	}
	blanket := key == "" && toleration.Get("operator").Text() == "Exists"
	return blanket || slices.Contains(LostNodeTaints, key)
}

// noExecute is the effect that drives machines from a node.
const noExecute = "NoExecute"

// LostNodeTaints are put on nodes that are lost (kubernetes well-known taints).
var LostNodeTaints = []string{"node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"}

func taintName(key string) string {
	if key == "" {
		return "operator Exists without a key"
	}
	return key
}

// checkNode finds machines that can run on one node only.
func (g *groupBuilder) checkNode(m Machine) {
	if node, path := m.PinnedTo(); g.Run != nil && node != "" {
		g.about(m.Ref, path, Error, "pinned-to-node", failureField, "the machine is pinned to node %s and cannot start elsewhere when that dies; select nodes by another label", node).Current = node
	}
}
