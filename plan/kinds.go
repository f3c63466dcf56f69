// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"strconv"
	"strings"
)

// The kinds that make machines besides VirtualMachine.
const (
	kindInstance   = "VirtualMachineInstance"
	kindReplicaSet = "VirtualMachineInstanceReplicaSet"
	kindPool       = "VirtualMachinePool"
	poolGroup      = "pool.kubevirt.io"
)

// poolTemplate is where a VirtualMachinePool holds its VirtualMachine.
const poolTemplate = "spec.virtualMachineTemplate"

// ReadMachine reads an object that makes machines as if it were a VirtualMachine: the template of a
// VirtualMachinePool or of a VirtualMachineInstanceReplicaSet, and a VirtualMachineInstance
// that stands alone, have the same shape below. Replicas is how many machines it makes.
func ReadMachine(item Item) (m Machine, replicas int64, found bool) {
	ref := item.Ref
	switch {
	case ref.Is(kubevirtGroup, "VirtualMachine"):
		return MachineOf(item), 1, true
	case ref.Is(kubevirtGroup, kindInstance):
		item.Root = templated{item.Root}
		return MachineOf(item), 1, true
	case ref.Is(kubevirtGroup, kindReplicaSet):
		return MachineOf(item), replicasOf(item.Root), true
	case ref.Is(poolGroup, kindPool):
		replicas = replicasOf(item.Root)
		item.Root = Dig(item.Root, poolTemplate)
		return MachineOf(item), replicas, true
	}
	return Machine{}, 0, false
}

// replicasOf is how many replicas an object asks for: one where it says nothing.
func replicasOf(root Node) int64 {
	if count, ok := root.Get("spec").Get("replicas").Int(); ok {
		return count
	}
	return 1
}

// templated shows an instance that stands alone as if it were the template of a machine.
type templated struct{ Node }

// Get answers spec.template with the instance itself.
func (t templated) Get(key string) Node {
	if key == "spec" {
		return templateOf{t.Node.Get(key), t.Node}
	}
	return t.Node.Get(key)
}

type templateOf struct {
	Node

	instance Node
}

// Get answers template with the instance.
func (t templateOf) Get(key string) Node {
	if key == "template" {
		return t.instance
	}
	return Nothing
}

// placeIn turns the path of a field of a VirtualMachine into that of an object of another kind.
func placeIn(kind, path string) string {
	inMachine := strings.HasPrefix(path, "spec.template.") || strings.HasPrefix(path, "spec.runStrategy") || strings.HasPrefix(path, "spec.running")
	switch {
	case !inMachine:
		return path
	case kind == kindPool:
		return poolTemplate + "." + path
	case kind == kindInstance:
		return strings.TrimPrefix(path, "spec.template.")
	}
	return path
}

// replicated are the machines that an object makes, as they will be called where that is known:
// a pool numbers its machines (kubevirt pkg/virt-controller/watch/pool/pool.go), a replica
// set leaves their names to the cluster.
func replicated(m Machine, replicas int64) []Machine {
	ref := m.Ref
	if ref.Kind != kindPool && ref.Kind != kindReplicaSet {
		return []Machine{m}
	}
	machines := make([]Machine, 0, min(replicas, maxReplicas))
	for i := range min(replicas, maxReplicas) {
		number := strconv.FormatInt(i, 10)
		if ref.Kind == kindPool {
			m.Ref = Ref{"kubevirt.io/v1", "VirtualMachine", ref.Namespace, ref.Name + "-" + number}
		} else {
			m.Ref = Ref{"kubevirt.io/v1", kindInstance, ref.Namespace, ref.Name + " no. " + number}
		}
		machines = append(machines, m)
	}
	return machines
}

// maxReplicas is how many machines of one object are told of one by one: they are all alike.
const maxReplicas = 1000
