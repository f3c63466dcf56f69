// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"
	"slices"

	"vmha.dev/vmha/plan"
)

// The probes of a machine.
const (
	readiness = "readinessProbe"
	liveness  = "livenessProbe"
)

// startupDelay is what KubeVirt adds to every initialDelaySeconds
// (kubevirt pkg/virt-controller/services/template.go LibvirtStartupDelay).
const startupDelay = 10

// probe is a probe of a machine, with what Kubernetes fills in.
type probe struct {
	field   string
	node    plan.Node
	handler string
}

// probes are those that the machine has.
func (m *Machine) probes() []probe {
	if m.probed == nil {
		m.probed = []probe{}
		for _, field := range []string{readiness, liveness} {
			if node := m.Instance.Get(field); node.Kind() == plan.Map {
				m.probed = append(m.probed, probe{field, node, plan.HandlerOf(node)})
			}
		}
	}
	return m.probed
}

// probe returns one of them that has a handler.
func (m *Machine) probe(field string) (probe, bool) {
	for _, p := range m.probes() {
		if p.field == field {
			return p, p.handler != ""
		}
	}
	return probe{field: field, node: m.Instance.Get(field)}, false
}

func (p probe) initialDelay() int64 { return number(p.node.Get("initialDelaySeconds"), 0) }

func (p probe) period() int64 { return orElse(number(p.node.Get("periodSeconds"), 0), 10) }

func (p probe) timeout() int64 { return orElse(number(p.node.Get("timeoutSeconds"), 0), 1) }

func (p probe) threshold() int64 { return orElse(number(p.node.Get("failureThreshold"), 0), 3) }

// orElse is the value, or another where it is zero, as Kubernetes' defaulting has it.
func orElse(value, otherwise int64) int64 {
	if value == 0 {
		return otherwise
	}
	return value
}

// tolerance is how long a failure lasts until the probe acts on it.
func (p probe) tolerance() int64 { return p.period() * p.threshold() }

// patience is how long after the start of its pod a machine is given.
func (p probe) patience() int64 { return p.initialDelay() + startupDelay + p.tolerance() }

// byAgent says whether the probe goes through the guest agent.
func (p probe) byAgent() bool { return p.handler == "exec" || p.handler == "guestAgentPing" }

// byNetwork says whether the probe asks a port.
func (p probe) byNetwork() bool { return p.handler == "httpGet" || p.handler == "tcpSocket" }

func (p probe) port() (port plan.Node, asks bool) {
	port = p.node.Get(p.handler).Get("port")
	return port, p.byNetwork() && plan.Exists(port)
}

func (p probe) host() string { return p.node.Get(p.handler).Get("host").Text() }

// same says whether two probes ask the very same question.
func (p probe) same(other probe) bool {
	return p.handler == other.handler && fmt.Sprint(valueOf(p.node.Get(p.handler))) == fmt.Sprint(valueOf(other.node.Get(other.handler)))
}

// bootSeconds is how long the guest takes to boot: the word of the intent, or an assumption.
func (m *Machine) bootSeconds() (boot int64, stated bool) {
	const assumed = 60
	if m.Group != nil && m.Group.BootTime > 0 {
		return int64(m.Group.BootTime.Seconds()), true
	}
	return assumed, false
}

// migrationSeconds is how long KubeVirt lets a migration of the machine take; zero where
// its memory is not known.
func (m *Machine) migrationSeconds() int64 {
	const perGiB, gib = 150, 1 << 30
	limit := int64(perGiB)
	for _, policy := range m.world.Objects("migrations.kubevirt.io", "MigrationPolicy") {
		spec := policy.Root.Get("spec")
		selector := Selector{Pairs: plan.TextMap(spec.Get("selectors").Get("virtualMachineInstanceSelector"))}
		if !selector.Empty() && selector.Machine(m) {
			limit = number(spec.Get("completionTimeoutPerGiB"), limit)
		}
	}
	return (m.Memory()*limit + gib - 1) / gib
}

// mayMigrate says whether the machine may be migrated at all.
func (m *Machine) mayMigrate() bool {
	_, stuck := m.stuck()
	return !stuck && slices.Contains([]string{"LiveMigrate", "LiveMigrateIfPossible"}, m.Eviction())
}

// cloudInit is the inline user data of the machine.
func (m *Machine) cloudInit() string {
	for _, volume := range plan.Elements(m.Instance.Get("volumes")) {
		for _, source := range plan.CloudInitSources {
			if data := volume.Get(source).Get("userData"); plan.Exists(data) {
				return data.Text()
			}
		}
	}
	return ""
}
