// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"maps"
	"slices"

	"vmha.dev/vmha/plan"
)

// selectorUsesUnstableLabel: a selector goes by a label that does not stay with the machine.
var selectorUsesUnstableLabel = Rule{
	ID:           "selector-uses-unstable-label",
	Topic:        LoadBalancing,
	Title:        "a selector goes by a label that does not stay with the machine",
	Why:          "Labels such as the node's name or the size of a machine change with a restart, a migration or a resize; vm.kubevirt.io/name is deprecated and is the host name, not the name of the machine. Then the backend is lost.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{kubevirtIssue + "3906", kubevirt + "staging/src/kubevirt.io/api/core/v1/types.go"},
	CatalogueIDs: []string{"vm/LBL-03", "node/NET-03"},
	Check: eachService(func(_ *World, s *Service, r *report) {
		if len(s.Machines) == 0 {
			return
		}
		for _, key := range slices.Sorted(maps.Keys(s.Selector.Pairs)) {
			if reason, unstable := unstableLabels[key]; unstable {
				r.add(s.Ref, plan.Fields("spec.selector").Key(key), "the label %s %s; give the machine's template a label of your own and select that", key, reason).values(s.Selector.Pairs[key], nil)
			}
		}
	}),
}

var unstableLabels = map[string]string{
	"kubevirt.io/created-by":              "is the UID of one instance and changes with every restart",
	"kubevirt.io/nodeName":                "changes with every migration",
	"kubevirt.io/migrationJobUID":         "belongs to one migration",
	"kubevirt.io/migrationTargetNodeName": "belongs to one migration",
	"kubevirt.io/size":                    "changes when the machine is resized",
	"kubevirt.io/flavor":                  "changes when the machine is resized",
	"flavor.template.kubevirt.io/small":   "changes when the machine is resized",
	"flavor.template.kubevirt.io/medium":  "changes when the machine is resized",
	"flavor.template.kubevirt.io/large":   "changes when the machine is resized",
	nameLabel:                             "is deprecated and holds the host name of the guest",
}
