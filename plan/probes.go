// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"vmha.dev/vmha/api/v1alpha1"
)

// Probe is a probe that is decided on.
type Probe struct {
	Source Source
	// Handler is one of Handlers.
	Handler string
	// HandlerStated says whether the intent states the handler.
	HandlerStated bool
	// Stated is what the intent states.
	Stated v1alpha1.Probe
	// Target is the field with the target that numbers of Spec are derived from; its zero value where they are defaults.
	Target Source
	// Spec is the probe for a machine that has none: what is stated, and what follows from it.
	Spec v1alpha1.Probe
}

// The numbers of a readiness probe that the intent leaves out. Clients are sent
// elsewhere after at most 3 × 5 + 3 seconds.
const (
	ReadinessPeriod    = int32(5)
	ReadinessTimeout   = int32(3)
	ReadinessThreshold = int32(3)
)

const applicationField = "spec.survive.applicationFailure"

func (g *groupBuilder) surviveApplicationFailure() {
	failure := g.intent.Spec.Survive.ApplicationFailure
	if failure == nil {
		if g.Service != nil {
			g.readiness(nil, balanceField)
		}
		return
	}
	if failure.Readiness != nil || failure.Liveness == nil || g.Service != nil {
		g.readiness(failure.Readiness, applicationField+".readiness")
	}
	if failure.Liveness != nil {
		g.liveness(failure.Liveness, applicationField+".liveness")
	}
}

// readiness decides when a machine gets traffic. Whatever stands behind a Service has
// a readiness probe, asked for or not: else it gets traffic before it has booted.
func (g *groupBuilder) readiness(stated *v1alpha1.Probe, field string) {
	probe := g.probe(stated, field)
	if probe.Handler == "" && !g.allProbed() {
		target, found := g.firstTCPTarget()
		if !found {
			g.errorf("readiness-has-no-port", field, "no readiness probe can be derived: loadBalancing has no TCP port; state spec.survive.applicationFailure.readiness with a handler of your own")
			return
		}
		probe.Handler, probe.Spec.TCPSocket = "tcpSocket", &corev1.TCPSocketAction{Port: target}
	}
	defaultNumber(&probe.Spec.PeriodSeconds, ReadinessPeriod)
	defaultNumber(&probe.Spec.TimeoutSeconds, min(ReadinessTimeout, *probe.Spec.PeriodSeconds))
	defaultNumber(&probe.Spec.FailureThreshold, ReadinessThreshold)
	g.Ready = probe
	g.checkProbe(probe, field)
}

func (g *groupBuilder) liveness(stated *v1alpha1.Probe, field string) {
	probe := g.probe(stated, field)
	if probe.Handler == "" {
		g.errorf("probe-has-no-handler", field, "liveness needs exactly one of %s", strings.Join(Handlers, ", "))
		return
	}
	if threshold := stated.SuccessThreshold; threshold != nil && *threshold != 1 {
		g.errorf("liveness-success-threshold", field+".successThreshold", "successThreshold of liveness is %d; Kubernetes takes 1 only, and the machine would never start; take it out", *threshold).values(*threshold, 1)
	}
	g.Live = probe
	g.checkProbe(probe, field)
}

// probe takes over what is stated.
func (g *groupBuilder) probe(stated *v1alpha1.Probe, field string) *Probe {
	probe := &Probe{Source: g.source(field)}
	if stated == nil {
		return probe
	}
	probe.Spec, probe.Stated = *stated, *stated
	handlers := statedHandlers(stated)
	if len(handlers) > 1 {
		g.errorf("probe-has-several-handlers", field, "%s exclude each other; keep one of them", Enumerate(handlers))
	}
	if len(handlers) > 0 {
		probe.Handler, probe.HandlerStated = handlers[0], true
	}
	return probe
}

// allProbed says whether every machine has a readiness probe of its own.
func (g *groupBuilder) allProbed() bool {
	return !slices.ContainsFunc(g.Machines, func(m Machine) bool { return HandlerOf(m.At("readinessProbe")) == "" })
}

func statedHandlers(p *v1alpha1.Probe) []string {
	set := []bool{p.HTTPGet != nil, p.TCPSocket != nil, p.Exec != nil, p.GuestAgentPing != nil}
	var handlers []string
	for i, isSet := range set {
		if isSet {
			handlers = append(handlers, Handlers[i])
		}
	}
	return handlers
}

func (g *groupBuilder) firstTCPTarget() (intstr.IntOrString, bool) {
	if g.Service != nil {
		for _, port := range g.Service.Ports {
			if port.Protocol == corev1.ProtocolTCP {
				return port.TargetPort, true
			}
		}
	}
	return intstr.IntOrString{}, false
}

// Port is the port that the probe asks, if it asks one.
func (p *Probe) Port() (intstr.IntOrString, bool) {
	switch {
	case p.Spec.HTTPGet != nil:
		return p.Spec.HTTPGet.Port, true
	case p.Spec.TCPSocket != nil:
		return p.Spec.TCPSocket.Port, true
	default:
		return intstr.IntOrString{}, false
	}
}

// host is the host that the probe asks instead of the machine, if it asks one.
func (p *Probe) host() string {
	switch {
	case p.Spec.HTTPGet != nil:
		return p.Spec.HTTPGet.Host
	case p.Spec.TCPSocket != nil:
		return p.Spec.TCPSocket.Host
	default:
		return ""
	}
}

// byAgent says whether the probe goes through the guest agent.
func (p *Probe) byAgent() bool { return p.Handler == "exec" || p.Handler == "guestAgentPing" }

func (g *groupBuilder) checkProbe(p *Probe, field string) {
	if port, asks := p.Port(); asks && port.Type == intstr.Int {
		g.addGuestPort(g.reporter, GuestPort{p.Source, "", port.IntVal, corev1.ProtocolTCP}, field+"."+p.Handler+".port")
	}
	if p.host() != "" {
		g.errorf("probe-host", field+"."+p.Handler+".host", "a probe with a host asks that host and not the machine; take host out").Current = p.host()
	}
	period, timeout := p.Spec.PeriodSeconds, p.Spec.TimeoutSeconds
	if period != nil && timeout != nil && *timeout > *period {
		g.errorf("probe-timeout-exceeds-period", field+".timeoutSeconds", "timeoutSeconds %d is longer than periodSeconds %d, so probes would overlap; use at most %d", *timeout, *period, *period).values(*timeout, *period)
	}
	if p.byAgent() {
		g.checkAgent(p, field)
	}
}

func (g *groupBuilder) checkAgent(p *Probe, field string) {
	switch g.intent.Spec.Machines.Guest.Agent {
	case v1alpha1.Absent:
		g.errorf("probe-needs-guest-agent", field+"."+p.Handler, "%s asks the guest agent, and spec.machines.guest.agent is Absent; the probe would never pass; install the agent or use httpGet or tcpSocket", p.Handler)
	case v1alpha1.Unknown:
		g.add(Warning, "guest-agent-unknown", field+"."+p.Handler, "%s asks the guest agent; without qemu-guest-agent in the guest it never passes; state spec.machines.guest.agent: Installed once it is sure", p.Handler)
	}
}

func defaultNumber(field **int32, value int32) {
	if *field == nil {
		*field = &value
	}
}
