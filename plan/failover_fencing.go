// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

// Fencing says who makes sure that a lost node is dead, and how.
type Fencing struct {
	By FencedBy
	// Name is the health check for people: MachineHealthCheck openshift-machine-api/workers.
	Name string
	// Timeout is how long a node may be Ready=Unknown.
	Timeout Number
	Remedy  Remedy
	// Defect says why the health check never acts; its reason is empty where it does.
	Defect Never
}

// FencedBy says who fences.
type FencedBy int

// Who fences.
const (
	FencedByNobody FencedBy = iota
	// FencedByCheck is a health check of nodes that can be read.
	FencedByCheck
	// FencedElsewhere is asserted and not timed.
	FencedElsewhere
)

// RemedyKind is what a health check does about a dead node.
type RemedyKind string

// The remedies.
const (
	// DeletesMachine deletes the Machine: the default of MachineHealthChecks, and machine-deletion-remediation.
	DeletesMachine RemedyKind = "machine deletion"
	// RebootsItself is self-node-remediation.
	RebootsItself RemedyKind = "self-node-remediation"
	// CutsPower is fence-agents-remediation.
	CutsPower RemedyKind = "fence-agents-remediation"
	// PowersOff is the power-based remediation of Metal3, which deletes the Node in between.
	PowersOff RemedyKind = "Metal3 remediation"
	// RemedyUnknown is a template of a kind that the model does not know.
	RemedyUnknown RemedyKind = "remediation template"
)

// The strategies of medik8s: how the pods of a fenced node are let go.
const (
	OutOfServiceTaint = "OutOfServiceTaint"
	ResourceDeletion  = "ResourceDeletion"
)

// Remedy is what is done about a dead node, with its times.
type Remedy struct {
	Kind RemedyKind
	// Strategy is OutOfServiceTaint, ResourceDeletion or, empty, the remediator's own choice.
	Strategy Fact[string]
	// Expected is how long power-off, fence agent or instance deletion is known to take; 0 where it is not.
	Expected Number
	Agent    AgentTimes
	SelfNode SelfNodeTimes
	Origin   Origin
	Source   string
}

// AgentTimes bound a call of a fence agent (fence-agents-remediation, template).
type AgentTimes struct{ Retries, Interval, Timeout int }

// AgentDefaults are those of FenceAgentsRemediationTemplate.
var AgentDefaults = AgentTimes{Retries: 5, Interval: 5, Timeout: 60}

// Seconds are those of a call that succeeds at the last try. A call that times out ends the
// tries at once, so only failing commands take as long (fence-agents-remediation pkg/cli).
func (a AgentTimes) Seconds() int { return a.Retries * (a.Timeout + a.Interval) }

// SelfNodeTimes are those of a SelfNodeRemediationConfig, in seconds.
type SelfNodeTimes struct {
	// Safe is safeTimeToAssumeNodeRebootedSeconds; lower values than the computed one are ignored.
	Safe                       int
	CheckInterval, APITimeout  int
	MaxErrors                  int
	PeerDial, PeerRequest      int
	Watchdog, Margin, MinPeers int
}

// SelfNodeDefaults are those of self-node-remediation (api/v1alpha1/selfnoderemediationconfig_types.go);
// the margin and the least time for peers stand in internal/reboot/calculator.go.
var SelfNodeDefaults = SelfNodeTimes{
	CheckInterval: 15, APITimeout: 5, MaxErrors: 3, PeerDial: 5, PeerRequest: 7,
	Watchdog: Assume.NodeWatchdog, Margin: 30, MinPeers: 30,
}

// Seconds is when self-node-remediation takes the node of a pool of this size for rebooted
// (internal/reboot/calculator.go), with a second until it looks.
func (s SelfNodeTimes) Seconds(workers int) int {
	peers := max(s.MinPeers, peerBatches(workers)*(s.PeerDial+s.PeerRequest))
	computed := (s.CheckInterval+s.APITimeout)*s.MaxErrors + peers + s.Watchdog + s.Margin
	return max(s.Safe, computed) + conditionPad
}

// peerBatches is in how many batches a node asks its peers: three nodes first, then a tenth
// of the rest at a time, at least three (self-node-remediation internal/utils/peers.go).
func peerBatches(workers int) int {
	const first = 3
	if workers <= first {
		return 1
	}
	rest := workers - first
	size := max(first, rest/10)
	return 1 + (rest+size-1)/size
}

// Guard is the storm guard of a health check: how many nodes may be unhealthy at once.
type Guard struct {
	// Count is an absolute number, Percent a share of the nodes where IsPercent is set.
	Count     int
	IsPercent bool
	// Minimum counts the nodes that must be healthy instead (minHealthy).
	Minimum bool
	// RoundsUp is how NodeHealthChecks read a share; MachineHealthChecks round down.
	RoundsUp bool
}

// Allows is how many of these nodes may be unhealthy with remediation still going on. None
// means that failover is silently off (machine-api-operator machinehealthcheck_controller.go;
// node-healthcheck-operator, getMaxUnhealthy and getMinHealthy).
func (g Guard) Allows(nodes int) int {
	count := g.Count
	if g.IsPercent {
		count = g.Count * nodes / 100
		if g.RoundsUp && g.Count*nodes%100 != 0 {
			count++
		}
	}
	if g.Minimum {
		count = nodes - count
	}
	return max(0, min(count, nodes))
}
