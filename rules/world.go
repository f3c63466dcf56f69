// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"slices"
	"strings"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
)

// World is everything that rules look at, read once.
type World struct {
	Facts Facts
	// Plan is what the intents of the run decided; nil where there is none.
	Plan      *plan.Plan
	Inventory *plan.Inventory
	// Machines of every kind that hold enough to be judged, by reference.
	Machines []*Machine
	// Incomplete are machines that do not: patches, mostly.
	Incomplete []plan.Item
	Services   []*Service
	Budgets    []*Budget
	// Policies restrict what comes in, by namespace.
	Policies map[string][]*Policy

	items     []plan.Item
	byKind    map[kind][]plan.Item
	byRef     map[plan.Ref]*Machine
	byName    map[string]bool      // kinds and names of machines that can be judged
	pods      labelIndex[*Machine] // by the labels of the pod that are written
	selected  map[string]selection
	machines  map[string][]*Machine // by namespace
	sets      map[string][]*Machine // those whose names are only known at run time, by namespace
	others    labelIndex[map[string]string]
	anywhere  labelIndex[*Machine]           // by the labels of the pod in all namespaces; built when it is asked for
	otherPods map[string][]map[string]string // by namespace

	// What follows is built when it is asked for.
	named     bool                 // pods holds the labels too that KubeVirt makes of names
	marked    labelIndex[*Machine] // by the labels of the pod and of the object
	routes    map[string]plan.Item // by namespace and name of the Service
	pools     []*AddressPool
	poolNamed map[string]*AddressPool
	adverts   map[string]advertisements
	checks    []*healthCheck
	rows      map[[2]string][]*Machine // by namespace and name without number
}

type kind struct{ group, kind string }

// selection is what a selector matches.
type selection struct {
	machines []*Machine
	others   bool
}

// NewWorld reads the objects. Local configuration and the intents themselves are left out.
func NewWorld(items []plan.Item, facts Facts, decided *plan.Plan) *World {
	w := &World{
		Facts: facts, Plan: decided,
		Policies: map[string][]*Policy{},
		byKind:   map[kind][]plan.Item{}, byRef: map[plan.Ref]*Machine{}, byName: map[string]bool{},
		pods: labelIndex[*Machine]{}, selected: map[string]selection{}, machines: map[string][]*Machine{}, sets: map[string][]*Machine{},
		others: labelIndex[map[string]string]{}, otherPods: map[string][]map[string]string{},
	}
	applied := make([]plan.Item, 0, len(items))
	for _, item := range items {
		if !item.LocalConfig && groupOf(item.Ref) != v1alpha1.Group && item.Root.Kind() == plan.Map {
			applied = append(applied, item)
		}
	}
	w.Inventory = plan.NewInventory(applied)
	w.items = w.Inventory.Items()
	w.sortKinds()
	for _, item := range w.items {
		w.addPods(item)
	}
	w.addGroups()
	w.addServices()
	w.addBudgets()
	w.addPolicies()
	return w
}

// sortKinds parts the objects, which are sorted by kind and not by group.
func (w *World) sortKinds() {
	for rest := w.items; len(rest) > 0; {
		at, end := kind{groupOf(rest[0].Ref), rest[0].Ref.Kind}, 1
		for end < len(rest) && rest[end].Ref.Kind == at.kind && groupOf(rest[end].Ref) == at.group {
			end++
		}
		if w.byKind[at] == nil {
			w.byKind[at] = rest[:end:end]
		} else {
			w.byKind[at] = append(w.byKind[at], rest[:end]...)
		}
		rest = rest[end:]
	}
}

// groupOf is the API group of a reference.
func groupOf(ref plan.Ref) string {
	group, _, found := strings.Cut(ref.APIVersion, "/")
	if !found {
		return ""
	}
	return group
}

// versionOf is the API version of a reference without its group.
func versionOf(ref plan.Ref) string {
	_, version, found := strings.Cut(ref.APIVersion, "/")
	if !found {
		return ref.APIVersion
	}
	return version
}

// addPods reads what makes pods.
func (w *World) addPods(item plan.Item) {
	namespace := item.Ref.Namespace
	m := newMachine(item)
	if m == nil {
		if set, makesPods := plan.PodLabels(item); makesPods {
			w.otherPods[namespace] = append(w.otherPods[namespace], set)
			w.others.add(namespace, set, set)
		}
		return
	}
	if !m.whole() {
		w.Incomplete = append(w.Incomplete, item)
		return
	}
	w.addMachine(m)
}

func (w *World) addMachine(m *Machine) {
	namespace := m.Ref.Namespace
	m.world = w
	w.byName[m.Ref.Kind+" "+m.Ref.Name] = true
	w.Machines = append(w.Machines, m)
	if w.byRef[m.Ref] == nil {
		w.byRef[m.Ref] = m
	}
	w.machines[namespace] = append(w.machines[namespace], m)
	w.pods.add(namespace, m.PodLabels, m)
	if m.makesSeveral() {
		w.sets[namespace] = append(w.sets[namespace], m)
	}
}

func (w *World) addGroups() {
	if w.Plan == nil {
		return
	}
	for i := range w.Plan.Groups {
		group := &w.Plan.Groups[i]
		for _, member := range group.Machines {
			if m := w.byRef[member.Ref]; m != nil {
				m.Group = group
			}
		}
	}
}

func (w *World) addServices() {
	for _, item := range w.Objects("", "Service") {
		if item.Root.Get("spec").Kind() != plan.Map {
			continue
		}
		s := newService(item)
		s.Machines, s.Others = w.Selected(item.Ref.Namespace, s.Selector)
		for _, m := range s.Machines {
			if !s.Headless() {
				m.Services = append(m.Services, s)
			}
		}
		w.Services = append(w.Services, s)
	}
}

func (w *World) addBudgets() {
	for _, item := range w.Objects("policy", "PodDisruptionBudget") {
		b := newBudget(item)
		b.Machines, b.Others = w.Selected(item.Ref.Namespace, b.Selector)
		for _, m := range b.Machines {
			m.Budgets = append(m.Budgets, b)
		}
		w.Budgets = append(w.Budgets, b)
	}
}

// Selected are the machines of a namespace that a selector matches, and whether it
// matches pods of other kinds. An empty selector is taken for none.
func (w *World) Selected(namespace string, s Selector) (machines []*Machine, others bool) {
	if s.Empty() {
		return nil, false
	}
	at := namespace + " " + s.String()
	if found, known := w.selected[at]; known {
		return found.machines, found.others
	}
	found := selection{w.selectMachines(namespace, s), w.selectsOthers(namespace, s)}
	w.selected[at] = found
	return found.machines, found.others
}

func (w *World) selectMachines(namespace string, s Selector) []*Machine {
	var machines []*Machine
	candidates, asked := w.podsBy(s.Pairs).candidates(namespace, s.Pairs)
	if !asked {
		candidates = w.machines[namespace]
	}
	seen := map[*Machine]bool{}
	for _, list := range [][]*Machine{candidates, w.sets[namespace]} {
		for _, m := range list {
			if !seen[m] && s.Machine(m) {
				seen[m] = true
				machines = append(machines, m)
			}
		}
	}
	return machines
}

// podsBy finds machines by such labels of their pods.
func (w *World) podsBy(pairs map[string]string) labelIndex[*Machine] {
	if w.named || pairs[nameLabel] == "" && pairs[idLabel] == "" {
		return w.pods
	}
	w.named = true
	for _, m := range w.Machines {
		for _, own := range [...][2]string{{nameLabel, m.Hostname()}, {idLabel, m.Ref.Name}} {
			if _, written := m.PodLabels[own[0]]; !written && !m.makesSeveral() {
				w.pods.put(m.Ref.Namespace, own[0], own[1], m)
			}
		}
	}
	return w.pods
}

// markedBy finds machines by labels that stand on their template or on the object itself.
func (w *World) markedBy() labelIndex[*Machine] {
	if w.marked != nil {
		return w.marked
	}
	w.marked = labelIndex[*Machine]{}
	for _, m := range w.Machines {
		own := m.Root.Get("metadata").Get("labels")
		for key, value := range plan.Entries(own) {
			w.marked.put(m.Ref.Namespace, key, value.Text(), m)
		}
		for key, value := range m.PodLabels {
			if own.Get(key).Text() != value {
				w.marked.put(m.Ref.Namespace, key, value, m)
			}
		}
	}
	return w.marked
}

func (w *World) selectsOthers(namespace string, s Selector) bool {
	sets, asked := w.others.candidates(namespace, s.Pairs)
	if !asked {
		sets = w.otherPods[namespace]
	}
	return slices.ContainsFunc(sets, s.Labels)
}

// Objects are the objects of a kind, whatever the version, by reference.
func (w *World) Objects(group, name string) []plan.Item { return w.byKind[kind{group, name}] }

// Items are all objects, by reference.
func (w *World) Items() []plan.Item { return w.items }

// Machine returns the machine with this reference; nil if there is none.
func (w *World) Machine(ref plan.Ref) *Machine { return w.byRef[ref] }

// MachinesIn are the machines of a namespace.
func (w *World) MachinesIn(namespace string) []*Machine { return w.machines[namespace] }
