// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"maps"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/labels"
)

// GroupLabel is the label that is put on the templates of machines whose own labels
// do not tell the group apart.
const GroupLabel = "vmha.dev/group"

func labelSet(m map[string]string) labels.Set { return labels.Set(m) }

// selecting decides by which labels Service, budget and spread select the machines of
// a group: the intent's own selector labels where they stand on every template of the
// group and on nothing else that makes pods in the namespace, else the group label.
func selecting(own map[string]string, g *Group, inv *Inventory) (selector map[string]string, mark bool) {
	if len(own) == 0 || !stable(own) || !serves(own, g, inv) {
		return map[string]string{GroupLabel: g.Name}, true
	}
	return own, false
}

// stable says whether labels stay with a machine: KubeVirt's own change with every
// restart or migration, or are its host name.
func stable(own map[string]string) bool {
	for key := range own {
		prefix, _, _ := strings.Cut(key, "/")
		if prefix == "kubevirt.io" || strings.HasSuffix(prefix, ".kubevirt.io") {
			return false
		}
	}
	return true
}

func serves(own map[string]string, g *Group, inv *Inventory) bool {
	selector := labels.SelectorFromSet(own)
	members := make(map[Ref]bool, len(g.Machines))
	for _, machine := range g.Machines {
		members[machine.Ref] = true
		if !selector.Matches(labelSet(machine.Labels())) {
			return false
		}
	}
	for _, ref := range inv.podsWith(g.Namespace, own) {
		if !members[ref] {
			return false
		}
	}
	return true
}

// describe writes labels as one text, sorted.
func describe(m map[string]string) string {
	if len(m) == 0 {
		return "a selector by expressions"
	}
	var parts []string
	for _, key := range slices.Sorted(maps.Keys(m)) {
		parts = append(parts, key+"="+m[key])
	}
	return strings.Join(parts, ",")
}
