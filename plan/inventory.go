// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"slices"
	"strings"
)

// Item is one object of the input.
type Item struct {
	Ref  Ref
	Root Node
	// LocalConfig objects are read but never reach the cluster.
	LocalConfig bool
	// Maker is the intent whose template made this machine in this run; empty for objects of the user.
	Maker Ref
	// Copy is set on a machine that was made as a copy of one of the user's.
	Copy bool
}

// Inventory is what a run sees of the manifests, in an order of its own, so that
// the order of the input makes no difference.
type Inventory struct {
	items []Item
}

// NewInventory sorts the items.
func NewInventory(items []Item) *Inventory {
	items = slices.Clone(items)
	slices.SortStableFunc(items, func(a, b Item) int { return a.Ref.Compare(b.Ref) })
	return &Inventory{items}
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

// machines are the VirtualMachines of the inventory.
func (inv *Inventory) machines() []Machine {
	var machines []Machine
	for _, item := range inv.items {
		if item.Ref.Is(kubevirtGroup, "VirtualMachine") {
			machines = append(machines, Machine{Item: item})
		}
	}
	return machines
}

// podTemplates are the labels that pods of this namespace will carry, for every
// object that makes pods, with the object.
func (inv *Inventory) podTemplates(namespace string) map[Ref]map[string]string {
	templates := map[Ref]map[string]string{}
	for _, item := range inv.items {
		if item.Ref.Namespace != namespace || item.LocalConfig {
			continue
		}
		if set, makesPods := PodLabels(item); makesPods {
			templates[item.Ref] = set
		}
	}
	return templates
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
