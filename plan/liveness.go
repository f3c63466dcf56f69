// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
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
	bootSeconds := int32(g.BootTime.Seconds())
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
	return int32((m.Memory()*migrationSecondsPerGiB + gib - 1) / gib)
}

// patience is how long after the start of its pod a machine is given before a
// liveness probe with these numbers first restarts it, in seconds.
func patience(probe v1alpha1.Probe) int32 {
	return valueOf(probe.InitialDelaySeconds) + startupDelay + valueOf(probe.PeriodSeconds)*valueOf(probe.FailureThreshold)
}

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

// checkLiveness finds liveness probes that would restart a machine for booting or migrating.
func (g *groupBuilder) checkLiveness(m Machine) {
	if g.Live == nil {
		return
	}
	probe := g.LivenessOf(m)
	field := g.Live.Source.Field + ".initialDelaySeconds"
	boot, migration := int32(g.BootTime.Seconds()), g.migrationSeconds(m)
	given, delay := patience(probe), valueOf(probe.InitialDelaySeconds)
	switch {
	case given <= boot:
		g.errorf("liveness-shorter-than-boot", field, "liveness restarts %s after %d s (initialDelaySeconds + 10 + periodSeconds × failureThreshold), and it takes up to %d s to boot: it would never come up; use initialDelaySeconds %d or more, or leave it out", m.Ref.Name, given, boot, boot).values(delay, boot)
	case given <= migration:
		g.add(Warning, "liveness-shorter-than-migration", field, "liveness restarts %s after %d s, and a live migration of its memory may take %d s, during which the probe runs in the target pod too; use initialDelaySeconds %d or more, or leave it out", m.Ref.Name, given, migration, migration).values(delay, migration)
	}
}
