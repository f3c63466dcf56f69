// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"slices"
	"strings"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
)

const (
	kubevirtGroup = "kubevirt.io"
	poolGroup     = "pool.kubevirt.io"
	cdiGroup      = "cdi.kubevirt.io"

	kindMachine    = "VirtualMachine"
	kindInstance   = "VirtualMachineInstance"
	kindReplicaSet = "VirtualMachineInstanceReplicaSet"
	kindPool       = "VirtualMachinePool"
)

// Machine is a machine of any kind, read as if it were a VirtualMachine: the template of
// a pool or of a replica set, and an instance that stands alone, have the same shape below.
type Machine struct {
	plan.Machine

	// Own is the object as it stands.
	Own plan.Node
	// Replicas is how many machines the object makes.
	Replicas int64
	// PodLabels are the labels that reach the pod.
	PodLabels map[string]string
	// MachineSpec is the spec of the machine, Instance that of its instance; Domain and Devices are parts of it.
	MachineSpec, Instance, Domain, Devices plan.Node
	// Services that send traffic to the machine, and Budgets that select it. A headless
	// Service sends none: it gives names to machines that may have nothing to do with each other.
	Services []*Service
	Budgets  []*Budget
	// Group is the group of the plan that the machine belongs to, if it belongs to one.
	Group *plan.Group

	world       *World
	runStrategy string
	networking  plan.Networking
	attached    plan.Node

	// What follows is looked for once, when it is asked for.
	obstacles []plan.Obstacle
	looked    bool
	probed    []probe
	ports     []guestPort
	counted   bool
}

var poolTemplate = plan.Fields("spec.virtualMachineTemplate")

// newMachine reads an object as a machine; nil if it is none.
func newMachine(item plan.Item) *Machine {
	read, replicas, found := plan.ReadMachine(item)
	if !found {
		return nil
	}
	m := &Machine{Machine: read, Own: item.Root, Replicas: replicas}
	m.MachineSpec = newKeyed(m.Root.Get("spec"))
	m.Instance = newKeyed(m.Spec())
	m.Domain = newKeyed(m.Instance.Get("domain"))
	m.Devices = newKeyed(m.Domain.Get("devices"))
	for _, parent := range []struct {
		node  plan.Node
		key   string
		child plan.Node
	}{{m.Instance, "domain", m.Domain}, {m.Domain, "devices", m.Devices}} {
		if k, isMap := parent.node.(*keyed); isMap {
			k.replace(parent.key, parent.child)
		}
	}
	m.PodLabels = m.Labels()
	m.runStrategy = m.Machine.RunStrategy()
	m.networking, m.attached = m.Machine.PodInterface()
	return m
}

// At reads a value below the spec of the machine's instance.
func (m *Machine) At(dotted string) plan.Node { return plan.Dig(m.Instance, dotted) }

// RunStrategy is when the machine runs, with a deprecated running translated.
func (m *Machine) RunStrategy() string { return m.runStrategy }

// PodInterface finds the interface on the pod network.
func (m *Machine) PodInterface() (plan.Networking, plan.Node) { return m.networking, m.attached }

// Architecture is the machine's architecture, if it says one.
func (m *Machine) Architecture() v1alpha1.Architecture {
	return v1alpha1.Architecture(m.Instance.Get("architecture").Text())
}

// whole says whether the object holds enough to be judged. A patch, which is completed
// by somebody else, does not.
func (m *Machine) whole() bool {
	if m.Domain.Kind() != plan.Map {
		return false
	}
	if m.Instance.Get("volumes").Len() > 0 {
		return true
	}
	spec := m.MachineSpec
	states := func(field string) bool { return plan.Exists(m.At(field)) }
	sized := slices.ContainsFunc(memoryFields, states) || plan.Exists(spec.Get("instancetype"))
	starts := plan.Exists(spec.Get("runStrategy")) || plan.Exists(spec.Get("running")) || m.Ref.Kind != kindMachine
	return sized && starts && m.Devices.Kind() == plan.Map
}

// Path turns the path of a VirtualMachine into that of the object.
func (m *Machine) Path(path plan.Path) plan.Path {
	switch m.Ref.Kind {
	case kindPool:
		return poolTemplate.Join(path)
	case kindInstance:
		if len(path) >= 2 && path[0].Key == "spec" && path[1].Key == "template" {
			return path[2:]
		}
	}
	return path
}

// Controlled says whether a controller starts the machine again after it ended:
// the machine has a run strategy, and a drain may stop it for good.
func (m *Machine) Controlled() bool {
	return m.Ref.Kind == kindMachine || m.Ref.Kind == kindPool
}

// Eviction is the eviction strategy that is written; empty for none.
func (m *Machine) Eviction() string { return m.Instance.Get("evictionStrategy").Text() }

// WantsMigration says whether a drain must migrate the machine, or else hangs.
func (m *Machine) WantsMigration() bool {
	return m.Eviction() == string(v1alpha1.LiveMigrate)
}

// claimed says whether anything states that the machine is to be available: an intent, a Service or
// a budget that selects it, replicas, a drain that migrates it, or what restarts its guest when it hangs.
func (m *Machine) claimed() bool {
	_, watched := m.watchdog()
	migrates := m.Eviction() != "" && m.Eviction() != string(v1alpha1.EvictNone)
	return m.Group != nil || len(m.Services)+len(m.Budgets) > 0 || m.Replicas > 1 ||
		migrates || watched || plan.Exists(m.Instance.Get(liveness))
}

// Recovers says whether the run strategy starts the machine again after a failure.
func (m *Machine) Recovers() bool {
	strategy := m.RunStrategy()
	return m.Controlled() && (strategy == string(v1alpha1.Always) || strategy == string(v1alpha1.RerunOnFailure))
}

// Obstacles to live migration, looked for once.
func (m *Machine) Obstacles() []plan.Obstacle {
	if !m.looked {
		m.looked = true
		m.obstacles = plan.Obstacles(m.Machine, m.world.Inventory, m.world.Facts.Distribution)
	}
	return m.obstacles
}

// stuck returns the first obstacle that is certain to prevent live migration.
func (m *Machine) stuck() (plan.Obstacle, bool) {
	for _, obstacle := range m.Obstacles() {
		if obstacle.Certain {
			return obstacle, true
		}
	}
	return plan.Obstacle{}, false
}

// notLiveMigratable returns the first obstacle for which KubeVirt calls the machine not migratable, and so
// evicts it where it is to be migrated if that is possible.
func (m *Machine) notLiveMigratable() (plan.Obstacle, bool) {
	for _, obstacle := range m.Obstacles() {
		if obstacle.Certain && obstacle.Seen() {
			return obstacle, true
		}
	}
	return plan.Obstacle{}, false
}

// misplaced says whether a field of the instance stands outside of its template, which is
// told by a rule of its own.
func (m *Machine) misplaced(field string) bool {
	spec := m.MachineSpec
	return plan.Exists(spec.Get(field)) || plan.Exists(spec.Get("template").Get(field))
}

// Hostname is the name of the guest.
func (m *Machine) Hostname() string {
	if name := m.Instance.Get("hostname"); plan.Exists(name) {
		return name.Text()
	}
	return m.Ref.Name
}

// The labels that KubeVirt itself puts on the pod of a machine
// (kubevirt pkg/virt-controller/services/template.go podLabels).
const (
	launcherLabel = "kubevirt.io"
	nameLabel     = "vm.kubevirt.io/name"
	idLabel       = "vmi.kubevirt.io/id"
)

// runtimeLabels get values on a running pod that no manifest can tell.
var runtimeLabels = []string{
	"kubevirt.io/created-by", "kubevirt.io/nodeName", "kubevirt.io/migrationJobUID",
	"kubevirt.io/migrationTargetNodeName", "kubevirt.io/schedulable",
}

// Carries says whether the pod of the machine will carry a label.
func (m *Machine) Carries(key, value string) bool {
	if own, found := m.PodLabels[key]; found && own == value {
		return true
	}
	switch key {
	case launcherLabel:
		return value == "virt-launcher"
	case nameLabel:
		return m.named(m.Hostname(), value)
	case idLabel:
		return m.named(m.Ref.Name, value)
	}
	return slices.Contains(runtimeLabels, key)
}

// named compares with a name that pools and replica sets lengthen for each machine.
func (m *Machine) named(name, value string) bool {
	if m.makesSeveral() {
		return strings.HasPrefix(value, name)
	}
	return name == value
}

// makesSeveral says whether the names of the machines are known only at run time.
func (m *Machine) makesSeveral() bool { return m.Ref.Kind == kindPool || m.Ref.Kind == kindReplicaSet }
