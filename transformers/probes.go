// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package transformers

import (
	kubevirtv1 "kubevirt.io/api/core/v1"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
)

// Readiness says when the machine gets traffic.
func Readiness(g *plan.Group, m plan.Machine) []plan.Edit {
	if g.Ready == nil {
		return nil
	}
	return probeEdits(g.Ready, g.Ready.Stated, g.Ready.Spec, m, plan.Fields("spec.template.spec.readinessProbe"))
}

// Liveness says when the machine is restarted for a hanging application.
func Liveness(g *plan.Group, m plan.Machine) []plan.Edit {
	if g.Live == nil {
		return nil
	}
	return probeEdits(g.Live, g.Live.Stated, g.LivenessOf(m), m, plan.Fields("spec.template.spec.livenessProbe"))
}

// probeEdits writes a probe. One that is there keeps what the intent does not state: a
// stated handler pushes the others out, stated numbers are set, the rest yields.
func probeEdits(p *plan.Probe, stated, complete v1alpha1.Probe, m plan.Machine, path plan.Path) []plan.Edit {
	current := plan.At(m.Root, path)
	if plan.HandlerOf(current) == "" {
		if p.Handler == "" {
			return nil
		}
		return []plan.Edit{{Source: p.Source, Target: m.Ref, Path: path, Value: upstream(complete), Mode: plan.Set}}
	}
	var edits []plan.Edit
	add := func(mode plan.Mode, key string, value any) {
		edits = append(edits, plan.Edit{Source: p.Source, Target: m.Ref, Path: path.Key(key), Value: value, Mode: mode})
	}
	if p.HandlerStated {
		for _, handler := range plan.Handlers {
			if handler != p.Handler && current.Get(handler).Kind() != plan.Absent {
				add(plan.Remove, handler, nil)
			}
		}
		add(plan.Set, p.Handler, handlerOf(complete))
	}
	for _, number := range numbers(stated) {
		if number.value != nil {
			add(plan.Set, number.key, int64(*number.value))
		}
	}
	return edits
}

type number struct {
	key   string
	value *int32
}

func numbers(p v1alpha1.Probe) []number {
	return []number{
		{"initialDelaySeconds", p.InitialDelaySeconds},
		{"periodSeconds", p.PeriodSeconds},
		{"timeoutSeconds", p.TimeoutSeconds},
		{"failureThreshold", p.FailureThreshold},
		{"successThreshold", p.SuccessThreshold},
	}
}

func handlerOf(p v1alpha1.Probe) any {
	switch {
	case p.HTTPGet != nil:
		return p.HTTPGet
	case p.TCPSocket != nil:
		return p.TCPSocket
	case p.Exec != nil:
		return p.Exec
	default:
		return map[string]any{}
	}
}

// upstream is the probe as KubeVirt's own type.
func upstream(p v1alpha1.Probe) *kubevirtv1.Probe {
	probe := &kubevirtv1.Probe{}
	probe.HTTPGet, probe.TCPSocket, probe.Exec = p.HTTPGet, p.TCPSocket, p.Exec
	if p.GuestAgentPing != nil {
		probe.GuestAgentPing = &kubevirtv1.GuestAgentPing{}
	}
	for _, n := range []struct {
		to   *int32
		from *int32
	}{
		{&probe.InitialDelaySeconds, p.InitialDelaySeconds},
		{&probe.PeriodSeconds, p.PeriodSeconds},
		{&probe.TimeoutSeconds, p.TimeoutSeconds},
		{&probe.FailureThreshold, p.FailureThreshold},
		{&probe.SuccessThreshold, p.SuccessThreshold},
	} {
		if n.from != nil {
			*n.to = *n.from
		}
	}
	return probe
}
