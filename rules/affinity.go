// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"strings"

	"vmha.dev/vmha/plan"
)

const (
	hostname = "kubernetes.io/hostname"

	required  = "requiredDuringSchedulingIgnoredDuringExecution"
	preferred = "preferredDuringSchedulingIgnoredDuringExecution"
)

// term is a term of a pod affinity or anti-affinity, or a spread constraint.
type term struct {
	node     plan.Node
	list     string
	index    int
	required bool
}

// path of the term below a VirtualMachine.
func (t term) path() plan.Path {
	path := inInstance(t.list).Index(t.index)
	if strings.HasSuffix(t.list, preferred) {
		return path.Key("podAffinityTerm")
	}
	return path
}

func (t term) topology() string { return t.node.Get("topologyKey").Text() }

func (t term) selector() Selector { return readSelector(t.node.Get("labelSelector")) }

// terms of podAffinity or podAntiAffinity.
func (m *Machine) terms(kind string) []term {
	affinity := m.Instance.Get("affinity").Get(kind)
	var all []term
	for i, node := range plan.Elements(affinity.Get(required)) {
		all = append(all, term{node, "affinity." + kind + "." + required, i, true})
	}
	for i, node := range plan.Elements(affinity.Get(preferred)) {
		all = append(all, term{node.Get("podAffinityTerm"), "affinity." + kind + "." + preferred, i, false})
	}
	return all
}

// constraints are the topology spread constraints of the machine.
func (m *Machine) constraints() []term {
	var all []term
	for i, node := range plan.Elements(m.Instance.Get("topologySpreadConstraints")) {
		all = append(all, term{node, "topologySpreadConstraints", i, node.Get("whenUnsatisfiable").Text() == "DoNotSchedule"})
	}
	return all
}

// spreads says whether the machine keeps away from others of its kind in some way.
func (m *Machine) spreads() bool {
	return len(m.terms("podAntiAffinity")) > 0 || len(m.constraints()) > 0
}
