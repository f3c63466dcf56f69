// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"
)

// Item is one object of the input.
type Item struct {
	Ref  Ref
	Root Node
	// LocalConfig objects are read but never reach the cluster.
	LocalConfig bool
	// Maker is the intent whose template made this machine in this run; empty for objects of the user.
	Maker Ref
	// Labelled is the group label that stands on the template of a machine already, though an
	// earlier run has set it and the plan does not see it.
	Labelled string
	// Copy is set on a machine that was made as a copy of one of the user's.
	Copy bool
}

// Inventory is what a run sees of the manifests, in an order of its own, so that
// the order of the input makes no difference. It is indexed by label, so that many
// groups among many machines stay linear.
type Inventory struct {
	items    []Item
	machines []Machine
	// byLabel finds machines by a label of their own, byMaker by the intent that made
	// them, pods what makes pods by a label that these will carry: each when it is asked.
	byLabel func() map[label][]Machine
	byMaker func() map[Ref][]Machine
	pods    func() map[label][]podTemplate
	// openShift is set where any object is of one of OpenShift's API groups.
	openShift bool
}

// label is a label in a namespace.
type label struct{ namespace, key, value string }

// podTemplate are the labels that the pods of an object will carry.
type podTemplate struct {
	ref    Ref
	labels Node
}

// NewInventory sorts and indexes the items.
func NewInventory(items []Item) *Inventory {
	inv := &Inventory{items: sorted(items)}
	machines := 0
	for i := range inv.items {
		ref := &inv.items[i].Ref
		inv.openShift = inv.openShift || strings.HasSuffix(ref.group(), ".openshift.io")
		if ref.isMachine() {
			machines++
		}
	}
	inv.machines = make([]Machine, 0, machines)
	for i := range inv.items {
		if inv.items[i].Ref.isMachine() {
			inv.machines = append(inv.machines, MachineOf(inv.items[i]))
		}
	}
	inv.byLabel = sync.OnceValue(inv.indexLabels)
	inv.byMaker = sync.OnceValue(inv.indexMakers)
	inv.pods = sync.OnceValue(inv.indexPods)
	return inv
}

// sorted are the items by reference; those of one reference in the order in which they came.
func sorted(items []Item) []Item {
	order := make([]int, len(items))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(items[a].Ref.Compare(items[b].Ref), cmp.Compare(a, b))
	})
	all := make([]Item, len(items))
	for i, at := range order {
		all[i] = items[at]
	}
	return all
}

func (r Ref) isMachine() bool { return r.Is(kubevirtGroup, "VirtualMachine") }

func (inv *Inventory) indexMakers() map[Ref][]Machine {
	index := map[Ref][]Machine{}
	for _, machine := range inv.machines {
		if machine.Maker != (Ref{}) {
			index[machine.Maker] = append(index[machine.Maker], machine)
		}
	}
	return index
}

func (inv *Inventory) indexLabels() map[label][]Machine {
	index := map[label][]Machine{}
	for _, machine := range inv.machines {
		for key, value := range Entries(Dig(machine.Root, "metadata.labels")) {
			at := label{machine.Ref.Namespace, key, value.Text()}
			index[at] = append(index[at], machine)
		}
	}
	return index
}

func (inv *Inventory) indexPods() map[label][]podTemplate {
	index := map[label][]podTemplate{}
	for _, item := range inv.items {
		path, makesPods := podLabels[item.Ref.Kind]
		if !makesPods || item.LocalConfig {
			continue
		}
		set := Dig(item.Root, path)
		for key, value := range Entries(set) {
			at := label{item.Ref.Namespace, key, value.Text()}
			index[at] = append(index[at], podTemplate{item.Ref, set})
		}
	}
	return index
}

// Items are all objects, sorted by reference.
func (inv *Inventory) Items() []Item { return inv.items }

// Find returns the object of this group, kind, namespace and name.
func (inv *Inventory) Find(group, kind, namespace, name string) (Item, bool) {
	want := Ref{Kind: kind, Namespace: namespace, Name: name}
	i, _ := slices.BinarySearchFunc(inv.items, want, func(item Item, ref Ref) int { return item.Ref.Compare(ref) })
	for ; i < len(inv.items); i++ {
		ref := inv.items[i].Ref
		if ref.Kind != kind || ref.Namespace != namespace || ref.Name != name {
			break
		}
		if ref.group() == group {
			return inv.items[i], true
		}
	}
	return Item{}, false
}

// ofKind are the objects of a kind that reach the cluster, of one namespace where one is given.
func (inv *Inventory) ofKind(group, kind, namespace string) []Item {
	from, _ := slices.BinarySearchFunc(inv.items, Ref{Kind: kind, Namespace: namespace}, func(item Item, ref Ref) int { return item.Ref.Compare(ref) })
	var found []Item
	for _, item := range inv.items[from:] {
		if item.Ref.Kind != kind || (namespace != "" && item.Ref.Namespace != namespace) {
			break
		}
		if item.Ref.group() == group && !item.LocalConfig {
			found = append(found, item)
		}
	}
	return found
}

// Is says whether the reference is of this API group and kind, whatever the version.
func (r Ref) Is(group, kind string) bool { return r.Kind == kind && r.group() == group }

func (r Ref) group() string {
	group, _, found := strings.Cut(r.APIVersion, "/")
	if !found {
		return ""
	}
	return group
}

// kubevirtGroup is the API group of virtual machines.
const kubevirtGroup = "kubevirt.io"

// candidates are the machines that may have these labels: those with the first of them,
// or all where the namespace or the labels are not known.
func (inv *Inventory) candidates(namespace string, matchLabels map[string]string) []Machine {
	if namespace == "" || len(matchLabels) == 0 {
		return inv.machines
	}
	first := slices.Min(slices.Collect(maps.Keys(matchLabels)))
	return inv.byLabel()[label{namespace, first, matchLabels[first]}]
}

// podsWith are the objects whose pods will carry all of these labels; none where there are
// no labels, as in a selector that is no map.
func (inv *Inventory) podsWith(namespace string, matchLabels map[string]string) []Ref {
	if len(matchLabels) == 0 {
		return nil
	}
	var refs []Ref
	first := slices.Min(slices.Collect(maps.Keys(matchLabels)))
	for _, template := range inv.pods()[label{namespace, first, matchLabels[first]}] {
		if carries(template.labels, matchLabels) {
			refs = append(refs, template.ref)
		}
	}
	return refs
}

// carries says whether all of some labels are among those of a node.
func carries(set Node, wanted map[string]string) bool {
	for key, value := range wanted {
		if own := set.Get(key); own.Kind() == Absent || own.Text() != value {
			return false
		}
	}
	return true
}

// PodLabels are the labels of the pods that an object makes, if it makes any.
func PodLabels(item Item) (set map[string]string, makesPods bool) {
	path, makesPods := podLabels[item.Ref.Kind]
	if !makesPods {
		return nil, false
	}
	return TextMap(At(item.Root, Fields(path))), true
}

// podLabels says where each kind that makes pods holds their labels.
var podLabels = map[string]string{
	"VirtualMachine":                   "spec.template.metadata.labels",
	"VirtualMachineInstance":           "metadata.labels",
	"VirtualMachineInstanceReplicaSet": "spec.template.metadata.labels",
	"VirtualMachinePool":               "spec.virtualMachineTemplate.spec.template.metadata.labels",
	"Pod":                              "metadata.labels",
	"Deployment":                       "spec.template.metadata.labels",
	"ReplicaSet":                       "spec.template.metadata.labels",
	"StatefulSet":                      "spec.template.metadata.labels",
	"DaemonSet":                        "spec.template.metadata.labels",
	"Job":                              "spec.template.metadata.labels",
	"CronJob":                          "spec.jobTemplate.spec.template.metadata.labels",
}
