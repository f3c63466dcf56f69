// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// clusterScopedHasNamespace: an object of the whole cluster says a namespace.
var clusterScopedHasNamespace = Rule{
	ID:           "cluster-scoped-has-namespace",
	Topic:        Packaging,
	Title:        "an object of the whole cluster says a namespace",
	Why:          "A namespace field in a kustomization stamps objects that have none: GitOps sees a difference for ever, or looks for the object where it is not.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{kustomize + "api/filters/namespace/namespace.go", nodeHealthDoc + "api/v1alpha1/nodehealthcheck_types.go"},
	CatalogueIDs: []string{"node/GIT-02", "vm/EVI-13"},
	Check: whole(func(w *World) []plan.Finding {
		var r report
		for _, at := range []kind{
			{medik8sGroup, kindNodeCheck}, {"migrations.kubevirt.io", "MigrationPolicy"}, {"scheduling.k8s.io", "PriorityClass"},
			{"instancetype.kubevirt.io", "VirtualMachineClusterInstancetype"}, {"instancetype.kubevirt.io", "VirtualMachineClusterPreference"},
		} {
			for _, item := range w.byKind[at] {
				if namespace := item.Ref.Namespace; namespace != "" {
					r.on(item, "metadata.namespace", "a %s belongs to the whole cluster and has no namespace; take %s out, and keep the object out of kustomizations with a namespace", item.Ref.Kind, namespace).values(namespace, nil)
				}
			}
		}
		return r.findings
	}),
	Fix: remove,
}
