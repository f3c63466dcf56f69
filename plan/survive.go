// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"slices"

	"vmha.dev/vmha/api/v1alpha1"
)

const (
	hangField    = "spec.survive.guestHang"
	drainField   = "spec.survive.nodeDrain"
	failureField = "spec.survive.nodeFailure"
)

func (g *groupBuilder) surviveGuestHang() {
	hang := g.intent.Spec.Survive.GuestHang
	if hang == nil {
		return
	}
	var stated v1alpha1.WatchdogAction
	if hang.Watchdog != nil {
		stated = hang.Watchdog.Action
	}
	action := choose(stated, v1alpha1.Poweroff, g.source(hangField+".watchdog.action"))
	g.Watchdog = &action
	if stated == v1alpha1.Shutdown {
		g.add(Warning, "watchdog-asks-hung-guest", hangField+".watchdog.action", "action shutdown asks a guest to shut down that hangs, which it will not do; use poweroff or reset").values("shutdown", "poweroff")
	}
	switch g.intent.Spec.Machines.Guest.WatchdogDaemon {
	case v1alpha1.Absent:
		g.errorf("watchdog-without-daemon", guestField+".watchdogDaemon", "a watchdog without a daemon that feeds it never fires; install the daemon in the guest, or take guestHang out and use a liveness probe, by guestAgentPing or of the application")
	case v1alpha1.Unknown:
		g.add(Info, "watchdog-daemon-unknown", guestField+".watchdogDaemon", "the watchdog fires only if %s", g.feeder())
	}
}

// feeder is what must open the watchdog for it to fire, and what to do where that is not sure.
func (g *groupBuilder) feeder() string {
	if g.intent.Spec.Machines.Guest.OS == v1alpha1.Windows {
		return "a driver and a service in the guest open it; state Installed once both are sure, or take guestHang out and use a liveness probe by guestAgentPing, which notices a hung guest too"
	}
	return "a daemon in the guest opens it (package watchdog, or systemd's RuntimeWatchdogSec); state Installed once it is sure"
}

func (g *groupBuilder) surviveNodeDrain() {
	drain := g.intent.Spec.Survive.NodeDrain
	if drain == nil {
		return
	}
	eviction := choose(drain.EvictionStrategy, v1alpha1.LiveMigrate, g.source(drainField+".evictionStrategy"))
	g.Eviction = &eviction
	if g.Platform.WorkerNodes == 1 {
		g.errorf("single-node", drainField, "the platform has one worker node; a drain has nowhere to move the machines to; take nodeDrain out, or correct workerNodes")
	}
	if drain.MinAvailable != nil {
		g.budget(*drain.MinAvailable)
	}
}

// Budget is how many machines must stay up during evictions.
type Budget struct {
	Source       Source
	MinAvailable int32
}

func (g *groupBuilder) budget(minAvailable int32) {
	const field = drainField + ".minAvailable"
	g.Budget = &Budget{g.source(field), minAvailable}
	if !g.Platform.KubeVirt.AtLeast("1.6") {
		g.errorf("budget-next-to-kubevirts", field, "KubeVirt before 1.6 makes a PodDisruptionBudget of its own for each machine, and Kubernetes refuses every eviction of a pod with two; take minAvailable out").Current = minAvailable
	}
	switch machines := int32(len(g.Machines)); { //nolint:gosec // There are at most some 10,000 machines.
	case machines == 1:
		g.errorf("budget-blocks-drain", field, "minAvailable %d of one machine allows no eviction, so drains hang; take it out, or run more machines", minAvailable).Current = minAvailable
	case minAvailable >= machines:
		g.errorf("budget-blocks-drain", field, "minAvailable %d of %d machines allows no eviction, so drains hang; use at most %d, or take it out", minAvailable, machines, machines-1).Current = minAvailable
	}
}

func (g *groupBuilder) surviveNodeFailure() {
	failure := g.intent.Spec.Survive.NodeFailure
	if failure == nil {
		return
	}
	run := choose(failure.RunStrategy, v1alpha1.Always, g.source(failureField+".runStrategy"))
	g.Run = &run
	if failure.TolerationSeconds != nil {
		g.TolerationSeconds = &Choice[int64]{*failure.TolerationSeconds, true, g.source(failureField + ".tolerationSeconds")}
	}
	if g.Platform.WorkerNodes == 1 {
		g.errorf("single-node", failureField, "the platform has one worker node; when it dies there is none to start the machines on; take nodeFailure out, or correct workerNodes")
	}
	g.checkFencing(failure)
}

// checkFencing: without somebody who makes sure that a lost node is dead, the pod of
// a machine stays Terminating for ever and the machine is never started again.
func (g *groupBuilder) checkFencing(failure *v1alpha1.NodeFailure) {
	checks := g.Platform.HealthChecks
	names := make([]string, len(checks))
	for i, check := range checks {
		names[i] = check.Name
	}
	named := failure.NodeHealth
	switch {
	case failure.Fencing != "":
		g.FencedElsewhere = true
		if named != nil {
			g.errorf("fencing-ambiguous", failureField+".fencing", "fencing External and nodeHealth %s exclude each other; keep the one that is true", named.Name)
		}
	case named != nil:
		if i := slices.Index(names, named.Name); i >= 0 {
			g.Fenced = &checks[i]
		} else {
			g.errorf("node-health-missing", failureField+".nodeHealth.name", "the platform has no nodeHealth %s; %s", named.Name, offered(names)).Current = named.Name
		}
	case len(checks) == 0:
		g.checkGivenFencing()
	case len(checks) > 1:
		g.errorf("node-health-ambiguous", failureField+".nodeHealth", "the platform has several health checks (%s); name the one that watches the nodes of these machines", Enumerate(names))
	default:
		g.Fenced = &checks[0]
	}
}

// checkGivenFencing: where the platform has no health check, one of the input does, be it a
// NodeHealthCheck or that of Cluster API.
func (g *groupBuilder) checkGivenFencing() {
	r := factReader{Setting: Setting{Inventory: g.in.Inventory, Platform: g.Platform}}
	switch fencing := r.readChecks(r.cluster()); {
	case fencing.By == FencedByNobody:
		g.errorf("nobody-fences", failureField, "nobody fences a dead node, so its machines would stay Terminating and never start again; add nodeHealth to the HighAvailabilityPlatform or a NodeHealthCheck to the input, or state fencing: External where somebody else does it")
	case fencing.Defect.Reason != "":
		g.errorf("nobody-fences", failureField, "nobody fences a dead node, so its machines would stay Terminating and never start again: %s; what would help: %s; or state fencing: External where somebody else does it", fencing.Defect.Reason, fencing.Defect.Help)
	}
}

func offered(names []string) string {
	if len(names) == 0 {
		return "it has none"
	}
	if len(names) == 1 {
		return "allowed is " + names[0]
	}
	return "allowed are " + Enumerate(names)
}

func (g *groupBuilder) place() {
	var placement v1alpha1.Placement
	if g.intent.Spec.Placement != nil {
		placement = *g.intent.Spec.Placement
	}
	spread := choose(placement.Spread, v1alpha1.SpreadPreferred, g.source("spec.placement.spread"))
	if !spread.Stated && len(g.Machines) < 2 {
		spread.Value = v1alpha1.SpreadNone
	}
	g.Spread = &spread
	if placement.PriorityClassName != "" {
		g.PriorityClass = &Choice[string]{placement.PriorityClassName, true, g.source("spec.placement.priorityClassName")}
	}
}
