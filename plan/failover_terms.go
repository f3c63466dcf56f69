// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"fmt"

	"vmha.dev/vmha/api/v1alpha1"
)

// What would make terms shorter that timers decide: of no use to somebody whose timers are the shortest already.
const (
	helpTimeout    = "a shorter timeout of the health check"
	helpToleration = "tolerationSeconds of the machines not longer than the timeout of the health check"
	helpProbe      = "shorter numbers of the probe"
	helpReady      = "a readiness probe with a shorter period"
	helpBoot       = "a guest that boots faster"
)

// detect is how long until a dead node counts as lost: Ready=Unknown, its taints, and its
// pods no longer ready.
func (f Facts) detect() Term {
	grace := f.grace()
	return Term{
		Stage: StageDetect, Name: "Kubernetes takes the node for lost", Seconds: grace.Value + nodeMonitorPeriod,
		Origin: grace.Origin, Source: grace.Source, Detail: fmt.Sprintf("%d + %d", grace.Value, nodeMonitorPeriod),
	}
}

func (f Facts) grace() Number {
	const source = "kubernetes pkg/controller/nodelifecycle/config/v1alpha1/defaults.go"
	profile, version := f.Cluster.Latency, f.Cluster.Kubernetes
	switch {
	case profile.Value == v1alpha1.LatencyMedium:
		return Number{graceMedium, profile.Origin, profile.Source}
	case profile.Value == v1alpha1.LatencyLow:
		return Number{graceLow, profile.Origin, profile.Source}
	case f.Cluster.Distribution == v1alpha1.OpenShift:
		return Number{graceOpenShift, FromDefault, "openshift/api config/v1/types_node.go"}
	case version.Value == Version{}:
		return Number{gracePeriod, Assumed, source}
	case version.Value.AtLeast("1.32"):
		return Number{gracePeriod, FromDefault, source}
	default:
		return Number{graceBefore132, FromDefault, source}
	}
}

// condition is how long a health check waits.
func (f Facts) condition() Term {
	timeout := f.Fencing.Timeout
	return Term{
		Stage: StageCondition, Name: "the health check waits", Seconds: timeout.Value + conditionPad,
		Origin: timeout.Origin, Source: timeout.Source, Detail: fmt.Sprintf("%d + %d", timeout.Value, conditionPad),
		Help: helpTimeout,
	}
}

// replace is KubeVirt's part: the instance has failed and a new one is made. KubeVirt
// before 1.2 first waited for a sign of life from the node, counted from its death.
func (f Facts) replace(elapsed int, nodeLost bool) Term {
	term := Term{
		Stage: StageKubeVirt, Name: "KubeVirt makes a new instance", Seconds: f.Assume.NewInstance,
		Origin: Assumed, Source: "kubevirt pkg/virt-controller/watch/vmi/lifecycle.go",
	}
	version := f.Cluster.KubeVirt
	if nodeLost && version.Value != (Version{}) && !version.Value.AtLeast("1.2") {
		if wait := heartbeat - elapsed; wait > term.Seconds {
			term.Seconds, term.Origin, term.Detail = wait, version.Origin, fmt.Sprintf("%d after the death of the node", heartbeat)
			term.Help = "KubeVirt 1.2 or later"
		}
	}
	return term
}

// start is what follows until the new instance does its work.
func (f Facts) start() []Term {
	launch := Term{
		Stage: StageLaunch, Name: "its pod is scheduled and started", Seconds: f.Assume.Launch,
		Origin: Assumed, Source: "scheduling, volumes, images, QEMU",
	}
	return append([]Term{launch}, f.boot()...)
}

// boot is the guest's part: it boots, and its readiness probe passes. KubeVirt adds ten
// seconds to every initialDelaySeconds, which run while the guest boots.
func (f Facts) boot() []Term {
	boot, probe := f.Machine.Boot, f.Machine.Ready
	terms := []Term{{
		Stage: StageBoot, Name: "the guest boots", Seconds: boot.Value, Origin: boot.Origin, Source: boot.Source,
		Help: helpBoot,
	}}
	if probe.Handler == "" {
		return append(terms, f.endpoints())
	}
	if delay := probe.InitialDelay + startupDelay - boot.Value; delay > 0 {
		terms = append(terms, Term{
			Stage: StageBoot, Name: "the first readiness probe is held back", Seconds: delay, Origin: probe.Origin,
			Source: probe.Source + ".initialDelaySeconds", Detail: fmt.Sprintf("%d + %d - %d", probe.InitialDelay, startupDelay, boot.Value),
			Help: "a smaller initialDelaySeconds of the readiness probe",
		})
	}
	timeout := probe.timeout()
	return append(terms, Term{
		Stage: StageBoot, Name: "the readiness probe passes", Seconds: probe.Period*probe.Success + timeout,
		Origin: probe.Origin, Source: probe.Source, Detail: fmt.Sprintf("%d × %d + %d", probe.Period, probe.Success, timeout),
		Help: helpReady,
	}, f.endpoints())
}

// endpoints is how long the Service takes to follow; without one, there is nothing to follow.
func (f Facts) endpoints() Term {
	if f.Reach.Service == (Ref{}) {
		return Term{}
	}
	return Term{
		Stage: StageEndpoints, Name: "the endpoints of the Service follow", Seconds: endpointSync,
		Origin: FromDefault, Source: "kube-proxy minSyncPeriod",
	}
}

// fails is how long until a probe that gets no answer counts as failed, from a moment after it
// passed. The kubelet asks anew only when the last probe has ended, so one whose time-out is
// longer than its period fails in steps of the time-out (kubernetes pkg/kubelet/prober/worker.go).
func (p ProbeFacts) fails(name string) Term {
	term := Term{
		Stage: StageDetect, Name: name, Seconds: p.Failure*p.Period + p.timeout(), Origin: p.Origin, Source: p.Source,
		Detail: fmt.Sprintf("%d × %d + %d", p.Failure, p.Period, p.timeout()),
		Help:   helpProbe,
	}
	if p.Timeout > p.Period {
		term.Seconds = p.Period + (p.Failure-1)*p.Timeout + p.timeout()
		term.Detail = fmt.Sprintf("%d + %d × %d + %d", p.Period, p.Failure-1, p.Timeout, p.timeout())
	}
	return term
}

func (p ProbeFacts) timeout() int {
	if p.Handler == "exec" || p.Handler == "guestAgentPing" {
		return p.Timeout + agentTimeout
	}
	return p.Timeout
}

// sees says whether the probe fails in this failure: the guest agent answers while the
// application hangs.
func (p ProbeFacts) sees(failure Failure) bool {
	return p.Handler != "" && (failure == GuestHangs || p.Handler != "guestAgentPing")
}

// shutdown is how long the guest may take to go down.
func (f Facts) shutdown() Term {
	limit := f.Machine.Shutdown
	return Term{
		Stage: StageStop, Name: "the guest shuts down", Seconds: limit.Value, Origin: limit.Origin, Source: limit.Source,
		Help: "a shorter terminationGracePeriodSeconds",
	}
}

// vip is how long until another node answers for the address of the Service.
func (f Facts) vip() []Term {
	term := Term{Stage: StageAddress, Name: "another node answers for the address"}
	announcer := f.Reach.Announcer
	switch announcer.Value {
	case AnnouncedByL2:
		term.Origin, term.Source = announcer.Origin, "memberlist config.go DefaultLANConfig, suspicion.go"
		term.Seconds, term.Detail = suspicion(f.Cluster.Workers.Value)
		if f.Cluster.Workers.Value == 0 {
			term.Origin = Assumed
		}
	case AnnouncedByBGP:
		term.Origin, term.Source = f.Reach.Hold.Origin, f.Reach.Hold.Source
		term.Seconds = (f.Reach.Hold.Value + 999) / 1000
		term.Help = "BFD on the BGP session"
	default:
		return nil
	}
	return []Term{term}
}
