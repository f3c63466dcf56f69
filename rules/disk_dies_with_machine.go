// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"strings"

	"vmha.dev/vmha/plan"
)

// diskDiesWithMachine: deleting the machine deletes its disk.
var diskDiesWithMachine = Rule{
	ID:           "disk-dies-with-machine",
	Topic:        Storage,
	Title:        "deleting the machine deletes its disk",
	Why:          "DataVolumes from templates belong to the machine: renaming it, or pruning it by GitOps, deletes the data. A DataVolume or claim of its own, or an annotation against pruning, prevents that.",
	Severity:     plan.Info,
	Since:        since,
	Links:        []string{kubevirt + "staging/src/kubevirt.io/api/core/v1/types.go"},
	CatalogueIDs: []string{"vm/STO-10"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		if m.Ref.Kind != kindMachine || m.dataVolumeTemplates().Len() == 0 || keptFromPruning(m.Root) {
			return
		}
		r.machine(m, templatesPath, "the disks from dataVolumeTemplates are deleted with the machine, when it is renamed or pruned too; keep it from being pruned, or use a DataVolume of its own where the data must outlive it")
	}),
}

// keptFromPruning says whether an annotation keeps Argo CD, Flux or kpt from pruning an object.
func keptFromPruning(root plan.Node) bool {
	annotations := root.Get("metadata").Get("annotations")
	return strings.Contains(annotations.Get("argocd.argoproj.io/sync-options").Text(), "Prune=false") ||
		annotations.Get("kustomize.toolkit.fluxcd.io/prune").Text() == "disabled" ||
		annotations.Get("client.lifecycle.config.k8s.io/deletion").Text() == "detach"
}
