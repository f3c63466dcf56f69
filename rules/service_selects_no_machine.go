// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"
	"maps"
	"slices"

	"vmha.dev/vmha/plan"
)

// serviceSelectsNoMachine: a Service was meant for machines and selects none.
var serviceSelectsNoMachine = Rule{
	ID:           "service-selects-no-machine",
	Topic:        LoadBalancing,
	Title:        "a Service was meant for machines and selects none",
	Why:          "A Service whose selector matches no pod has no endpoints: clients get a refused connection, and MetalLB does not announce its address at all.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-controller/services/template.go", kubernetesDoc + "concepts/services-networking/service/"},
	CatalogueIDs: []string{"vm/LBL-01", "node/NET-01"},
	Check: eachService(func(w *World, s *Service, r *report) {
		if s.Selector.Empty() || len(s.Machines) > 0 || s.Others {
			return
		}
		near, found := nearMiss(w, s.Item, s.Selector)
		switch namespace := s.Ref.Namespace; {
		case found:
			r.on(s.Item, "spec.selector", "%s", near).values(s.Selector.String(), nil)
		case len(w.MachinesIn(namespace)) > 0 && len(w.otherPods[namespace]) == 0 && !matchesObjects(w, namespace, s.Selector):
			r.on(s.Item, "spec.selector", "the selector %s matches no pod of these manifests, which hold machines only; is it right?", s.Selector).values(s.Selector.String(), nil).as(plan.Info)
		}
	}),
}

// nearMiss finds the machine that a selector misses by little: it has some of the labels, or
// stands in another namespace. A selector that has nothing to do with machines is not near.
func nearMiss(w *World, item plan.Item, s Selector) (string, bool) {
	if matchesObjects(w, item.Ref.Namespace, s) {
		return "", false
	}
	if m, found := w.with(item.Ref.Namespace, s); found {
		for _, key := range slices.Sorted(maps.Keys(s.Pairs)) {
			if !m.Carries(key, s.Pairs[key]) {
				return fmt.Sprintf("the selector %s matches no pod: %s lacks %s=%s among its template's labels; add it there, or take it out of the selector",
					s, m.Ref, key, s.Pairs[key]), true
			}
		}
	}
	return elsewhere(w, item, s)
}

// matchesObjects says whether another rule tells of this selector: it goes by labels of machine objects.
func matchesObjects(w *World, namespace string, s Selector) bool {
	candidates, _ := w.markedBy().candidates(namespace, s.Pairs)
	return slices.ContainsFunc(candidates, func(m *Machine) bool { return labelled(m, s.Pairs) })
}

// elsewhere looks for what a selector means in the other namespaces.
func elsewhere(w *World, item plan.Item, s Selector) (string, bool) {
	candidates, _ := w.everywhere().candidates("", s.Pairs)
	for _, m := range candidates {
		if item.Ref.Namespace != "" && m.Ref.Namespace != "" && s.Machine(m) {
			return fmt.Sprintf("the selector %s matches %s, which is in another namespace: a selector reaches pods of its own namespace only; put both into one", s, m.Ref), true
		}
	}
	return "", false
}

// everywhere finds machines of all namespaces.
func (w *World) everywhere() labelIndex[*Machine] {
	if w.anywhere == nil {
		w.anywhere = labelIndex[*Machine]{}
		for _, m := range w.Machines {
			w.anywhere.add("", m.PodLabels, m)
		}
	}
	return w.anywhere
}

// with is the first machine of a namespace that carries one of several labels of a selector.
func (w *World) with(namespace string, s Selector) (*Machine, bool) {
	if len(s.Pairs) < 2 {
		return nil, false
	}
	for _, key := range slices.Sorted(maps.Keys(s.Pairs)) {
		if found := w.podsBy(s.Pairs)[label{namespace, key, s.Pairs[key]}]; len(found) > 0 {
			return found[0], true
		}
	}
	return nil, false
}
