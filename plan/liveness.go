// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"math"
	"slices"

	"k8s.io/apimachinery/pkg/api/resource"

	"vmha.dev/vmha/api/v1alpha1"
)

// Timing of a liveness probe.
const (
	// livenessPeriod and livenessTimeout are used where the intent states none.
	livenessPeriod  = int32(10)
	livenessTimeout = int32(5)
	// startupDelay is what KubeVirt adds to every initialDelaySeconds
	// (kubevirt pkg/virt-controller/services/template.go LibvirtStartupDelay).
	startupDelay = 10
	// migrationSecondsPerGiB is how long a migration may take before KubeVirt gives it up
	// (kubevirt pkg/virt-config completionTimeoutPerGiB).
	migrationSecondsPerGiB = 150
)

// LivenessOf completes a liveness probe for a machine: nobody may be restarted for
// booting or for being migrated, since KubeVirt has no startup probe and runs the same
// probe in the target pod of a migration. The time that these take goes into
// initialDelaySeconds, so that a hang is still noticed soon afterwards.
func (g *Group) LivenessOf(m Machine) v1alpha1.Probe {
	probe := g.Live.Spec
	bootSeconds := g.bootSeconds()
	defaultNumber(&probe.PeriodSeconds, livenessPeriod)
	defaultNumber(&probe.TimeoutSeconds, min(livenessTimeout, *probe.PeriodSeconds))
	// A guest that reboots itself must be back before the threshold is reached.
	defaultNumber(&probe.FailureThreshold, max(3, bootSeconds / *probe.PeriodSeconds + 1))
	quiet := max(bootSeconds, g.migrationSeconds(m))
	defaultNumber(&probe.InitialDelaySeconds, max(0, quiet))
	return probe
}

// migrationSeconds is how long a migration of the machine may take with the liveness
// probe running; zero where the probe rests meanwhile or the memory is not known.
func (g *Group) migrationSeconds(m Machine) int32 {
	if g.Live.Handler == "guestAgentPing" && g.Platform.KubeVirt.SuppressesAgentProbes() {
		return 0
	}
	const gib = 1 << 30
	memory := min(m.Memory(), math.MaxInt64/migrationSecondsPerGiB-gib)
	seconds := (memory*migrationSecondsPerGiB + gib - 1) / gib
	return int32(min(seconds, math.MaxInt32/2)) //nolint:gosec // The bound stands beside it.
}

// patience is how long after the start of its pod a machine is given before a
// liveness probe with these numbers first restarts it, in seconds.
func patience(probe v1alpha1.Probe) int64 {
	return int64(valueOf(probe.InitialDelaySeconds)) + startupDelay + int64(valueOf(probe.PeriodSeconds))*int64(valueOf(probe.FailureThreshold))
}

// bootSeconds is how long a guest takes to boot; a time that no guest takes is cut.
func (g *Group) bootSeconds() int32 { return int32(min(g.BootTime.Seconds(), math.MaxInt32/2)) }

// Memory is the memory of the guest in bytes; zero where an instance type or nothing says it.
func (m Machine) Memory() int64 {
	for _, field := range []string{"domain.memory.guest", "domain.resources.requests.memory", "domain.resources.limits.memory"} {
		if value := m.At(field); Exists(value) {
			if quantity, err := resource.ParseQuantity(value.Text()); err == nil {
				return quantity.Value()
			}
		}
	}
	return 0
}

// livenessAsWritten is the liveness probe that the machine will have: one of its own
// keeps the numbers that the intent does not state, and where there are none Kubernetes' count.
func (g *groupBuilder) livenessAsWritten(m Machine) (probe v1alpha1.Probe, own bool) {
	current := m.At("livenessProbe")
	if HandlerOf(current) == "" {
		return g.LivenessOf(m), false
	}
	probe = g.Live.Stated
	for field, number := range map[string]struct {
		stated     **int32
		kubernetes int32
	}{
		"initialDelaySeconds": {&probe.InitialDelaySeconds, 0},
		"periodSeconds":       {&probe.PeriodSeconds, 10},
		"failureThreshold":    {&probe.FailureThreshold, 3},
	} {
		value := number.kubernetes
		if written, ok := current.Get(field).Int(); ok {
			value = int32(min(written, math.MaxInt32)) //nolint:gosec // Too much is as good as the most.
		}
		defaultNumber(number.stated, value)
	}
	return probe, true
}

// checkLiveness finds liveness probes that would restart a machine for booting or migrating.
func (g *groupBuilder) checkLiveness(m Machine) {
	if g.Live == nil {
		return
	}
	probe, own := g.livenessAsWritten(m)
	field := g.Live.Source.Field + ".initialDelaySeconds"
	report := func(severity Severity, id, format string, args ...any) *Finding {
		if slices.ContainsFunc(*g.findings, func(f Finding) bool { return f.ID == id && f.Ref == g.Intent }) {
			return &Finding{} // What the intent states is one mistake, however many machines it has.
		}
		return g.add(severity, id, field, format+", or leave it out", args...)
	}
	if own && g.Live.Stated.InitialDelaySeconds == nil {
		report = func(severity Severity, id, format string, args ...any) *Finding {
			return g.about(m.Ref, TemplateSpec.Key("livenessProbe", "initialDelaySeconds"), severity, id, field, format, args...)
		}
	}
	boot, migration := g.bootSeconds(), g.migrationSeconds(m)
	given, delay := patience(probe), valueOf(probe.InitialDelaySeconds)
	switch {
	case given <= int64(boot):
		report(Error, "liveness-shorter-than-boot", "liveness restarts %s after %d s (initialDelaySeconds + 10 + periodSeconds × failureThreshold), and it takes up to %d s to boot: it would never come up; use initialDelaySeconds %d or more", m.Ref.Name, given, boot, boot).values(delay, boot)
	case given <= int64(migration):
		report(Warning, "liveness-shorter-than-migration", "liveness restarts %s after %d s, and a live migration of its memory may take %d s, during which the probe runs in the target pod too; use initialDelaySeconds %d or more", m.Ref.Name, given, migration, migration).values(delay, migration)
	}
}
