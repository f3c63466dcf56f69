// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import "vmha.dev/vmha/api/v1alpha1"

// Machine is a VirtualMachine, read by path.
type Machine struct {
	Item

	spec Node // of the instance, where it was looked for already
	// made is the kind of the object that makes the machine; empty where nobody asked.
	made string
}

// MachineOf reads an item as a machine.
func MachineOf(item Item) Machine { return Machine{Item: item, spec: At(item.Root, TemplateSpec)} }

// TemplateSpec is where a VirtualMachine holds the spec of its instance.
var TemplateSpec = Fields("spec.template.spec")

// TemplateLabels is where a VirtualMachine holds the labels that reach its pod
// (kubevirt pkg/virt-controller/services/template.go podLabels).
var TemplateLabels = Fields("spec.template.metadata.labels")

// Fresh says whether this machine was made from the fields of a template, rather
// than being the user's or a copy of the user's.
func (m Machine) Fresh() bool { return m.Maker != Ref{} && !m.IsCopy() }

// IsCopy says whether this machine was made as a copy of one of the user's.
func (m Machine) IsCopy() bool { return m.Copy }

// Spec is the spec of the machine's instance.
func (m Machine) Spec() Node {
	if m.spec != nil {
		return m.spec
	}
	return At(m.Root, TemplateSpec)
}

// At reads a value below the spec of the machine's instance.
func (m Machine) At(dotted string) Node { return Dig(m.Spec(), dotted) }

// Labels are the labels that reach the pod.
func (m Machine) Labels() map[string]string { return TextMap(At(m.Root, TemplateLabels)) }

// RunStrategy is when the machine runs, with a deprecated `running` translated;
// empty where the machine says neither.
func (m Machine) RunStrategy() string {
	if strategy := At(m.Root, Fields("spec.runStrategy")); Exists(strategy) {
		return strategy.Text()
	}
	running, ok := At(m.Root, Fields("spec.running")).Bool()
	switch {
	case !ok:
		return ""
	case running:
		return string(v1alpha1.Always)
	default:
		return "Halted"
	}
}

// Architecture is the machine's architecture, if it says one.
func (m Machine) Architecture() v1alpha1.Architecture {
	return v1alpha1.Architecture(m.At("architecture").Text())
}

// Networking is how a machine is attached to the network of its pod.
type Networking int

// The ways to be attached to the pod network.
const (
	// NotOnPodNetwork has other networks, or none.
	NotOnPodNetwork Networking = iota
	// OnPodNetwork has an interface there.
	OnPodNetwork
	// ByDefault says nothing of networks: KubeVirt then binds the pod network, by
	// bridge (its own default) or by masquerade (that of OpenShift Virtualization).
	ByDefault
)

// PodInterface finds the interface on the pod network and its name.
func (m Machine) PodInterface() (Networking, Node) {
	interfaces, networks := m.At("domain.devices.interfaces"), m.At("networks")
	if interfaces.Len() == 0 && networks.Len() == 0 {
		if attach, ok := m.At("domain.devices.autoattachPodInterface").Bool(); ok && !attach {
			return NotOnPodNetwork, interfaces
		}
		return ByDefault, interfaces
	}
	for _, network := range Elements(networks) {
		if Exists(network.Get("pod")) {
			name := network.Get("name").Text()
			return OnPodNetwork, Named(interfaces, "name", name)
		}
	}
	return NotOnPodNetwork, Nothing
}

// interfacesPath is where a machine lists its interfaces.
var interfacesPath = TemplateSpec.Join(Fields("domain.devices.interfaces"))

// PortsPath is where the interface on the pod network lists its ports.
func (m Machine) PortsPath() Path {
	_, attached := m.PodInterface()
	if attached.Kind() == Absent {
		return interfacesPath
	}
	return interfacesPath.Elem("name", attached.Get("name").Text()).Key("ports")
}

// Handlers are the kinds of probes, as KubeVirt names them.
var Handlers = []string{"httpGet", "tcpSocket", "exec", "guestAgentPing"}

// HandlerOf says which handler a probe of a manifest has; empty for none.
func HandlerOf(probe Node) string {
	for _, handler := range Handlers {
		if probe.Get(handler).Kind() != Absent {
			return handler
		}
	}
	return ""
}
