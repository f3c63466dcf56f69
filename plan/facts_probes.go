// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import "vmha.dev/vmha/api/v1alpha1"

// probe reads a probe as it will be: what the intent states wins over what the machine
// says, and what follows from defaults yields to it.
func (r factReader) probe(field string) ProbeFacts {
	current := r.machine.At(field)
	decided, complete := r.decidedProbe(field)
	if HandlerOf(current) == "" {
		if decided == nil || decided.Handler == "" {
			return ProbeFacts{Source: TemplateSpec.Key(field).String()}
		}
		f := ProbeFacts{Handler: decided.Handler, Origin: FromDefault, Source: decided.Source.String()}
		switch {
		case decided.Target != Source{}:
			f.Origin, f.Source = FromIntent, decided.Target.String()
		case statesNumbers(decided.Stated):
			f.Origin = FromIntent
		}
		return f.numbers(complete)
	}
	f := ProbeFacts{Handler: HandlerOf(current), Origin: FromManifest, Source: TemplateSpec.Key(field).String()}
	spec := manifestNumbers(current)
	if decided != nil {
		if decided.HandlerStated {
			f.Handler = decided.Handler
		}
		if statesNumbers(decided.Stated) {
			f.Origin, f.Source = FromIntent, decided.Source.String()
		}
		overlayNumbers(&spec, decided.Stated)
	}
	return f.numbers(spec)
}

// decidedProbe is what the group decides of a probe, with all its numbers.
func (r factReader) decidedProbe(field string) (*Probe, v1alpha1.Probe) {
	switch {
	case r.Group == nil:
	case field == "readinessProbe" && r.Group.Ready != nil:
		return r.Group.Ready, r.Group.Ready.Spec
	case field == "livenessProbe" && r.Group.Live != nil:
		return r.Group.Live, r.Group.LivenessOf(r.machine)
	}
	return nil, v1alpha1.Probe{}
}

// numbers completes the numbers with those that KubeVirt uses where none are said.
func (f ProbeFacts) numbers(p v1alpha1.Probe) ProbeFacts {
	or := func(number *int32, otherwise int) int {
		if number == nil || *number == 0 {
			return otherwise
		}
		return int(*number)
	}
	f.InitialDelay = or(p.InitialDelaySeconds, 0)
	f.Period, f.Timeout = or(p.PeriodSeconds, probePeriod), or(p.TimeoutSeconds, probeTimeout)
	f.Success, f.Failure = or(p.SuccessThreshold, probeSuccess), or(p.FailureThreshold, probeFailure)
	return f
}

// probeNumbers are the numbers of a probe, by the names of their fields.
func probeNumbers(p *v1alpha1.Probe) map[string]**int32 {
	return map[string]**int32{
		"initialDelaySeconds": &p.InitialDelaySeconds, "periodSeconds": &p.PeriodSeconds, "timeoutSeconds": &p.TimeoutSeconds,
		"failureThreshold": &p.FailureThreshold, "successThreshold": &p.SuccessThreshold,
	}
}

func statesNumbers(p v1alpha1.Probe) bool {
	for _, number := range probeNumbers(&p) {
		if *number != nil {
			return true
		}
	}
	return false
}

func overlayNumbers(p *v1alpha1.Probe, stated v1alpha1.Probe) {
	over := probeNumbers(&stated)
	for field, number := range probeNumbers(p) {
		if *over[field] != nil {
			*number = *over[field]
		}
	}
}

func manifestNumbers(n Node) v1alpha1.Probe {
	var p v1alpha1.Probe
	for field, number := range probeNumbers(&p) {
		if value, ok := n.Get(field).Int(); ok {
			small := clamp(int(value))
			*number = &small
		}
	}
	return p
}

// watchdog reads the device, and who feeds it.
func (r factReader) watchdog(f *MachineFacts) {
	device := r.machine.At("domain.devices.watchdog")
	f.Watchdog.Source = TemplateSpec.Join(Fields("domain.devices.watchdog")).String()
	if Exists(device) {
		f.Watchdog = own(watchdogAction(device), TemplateSpec.Join(Fields("domain.devices.watchdog")))
	}
	if r.Group != nil && r.Group.Watchdog != nil && WatchdogModel(r.machine.Architecture()) != "" {
		if fact, wins := decided(r.Group.Watchdog, Exists(device)); wins {
			f.Watchdog = Fact[string]{string(fact.Value), fact.Origin, fact.Source}
		}
	}
	f.Margin, f.Fed = Number{Assume.WatchdogMargin, Assumed, "the daemon in the guest"}, Uncertain
	if r.Group == nil {
		return
	}
	switch r.Group.WatchdogDaemon {
	case v1alpha1.Absent:
		f.Watchdog.Value = ""
	case v1alpha1.Installed:
		f.Fed = Certain
	case v1alpha1.Install:
		f.Fed, f.Margin = Certain, Number{watchdogTimeout, FromDefault, "watchdog-timeout in /etc/watchdog.conf, by " + guestField + ".watchdogDaemon"}
	}
}

// watchdogAction is what a watchdog device of a manifest does.
func watchdogAction(device Node) string {
	for _, model := range WatchdogModels {
		if value := device.Get(model); Exists(value) {
			if action := value.Get("action"); Exists(action) {
				return action.Text()
			}
		}
	}
	return string(v1alpha1.Reset) // KubeVirt's default
}
