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
// group and on nothing else that makes pods in the namespace, else, for a reason, the group label.
func selecting(own map[string]string, g *Group, inv *Inventory) (selector map[string]string, reason string) {
	if reason = unfit(own, g, inv); reason != "" {
		return map[string]string{GroupLabel: g.Name}, reason
	}
	return own, ""
}

// unfit says why labels do not select the pods of a group; nothing where they do.
func unfit(own map[string]string, g *Group, inv *Inventory) string {
	if len(own) == 0 {
		return "a Service cannot select by expressions"
	}
	for _, key := range slices.Sorted(maps.Keys(own)) {
		prefix, _, _ := strings.Cut(key, "/")
		if prefix == "kubevirt.io" || strings.HasSuffix(prefix, ".kubevirt.io") {
			return key + " is a label that KubeVirt changes" // with a restart, a migration, another size
		}
	}
	selector := labels.SelectorFromSet(own)
	members := make(map[Ref]bool, len(g.Machines))
	for _, machine := range g.Machines {
		members[machine.Ref] = true
		if !selector.Matches(labelSet(machine.Labels())) {
			return describe(own) + " is not on the template of " + machine.Ref.Name
		}
	}
	for _, ref := range inv.podsWith(g.Namespace, own) {
		if !members[ref] {
			return describe(own) + " is on the template of " + ref.Kind + " " + ref.Name + " too"
		}
	}
	return ""
}

// describe writes labels as one text, sorted.
func describe(m map[string]string) string {
	var parts []string
	for _, key := range slices.Sorted(maps.Keys(m)) {
		parts = append(parts, key+"="+m[key])
	}
	return strings.Join(parts, ",")
}
