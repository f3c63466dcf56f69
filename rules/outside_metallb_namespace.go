// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// outsideMetallbNamespace: an object of MetalLB is not in MetalLB's namespace.
var outsideMetallbNamespace = Rule{
	ID:           "outside-metallb-namespace",
	Topic:        Addresses,
	Title:        "an object of MetalLB is not in MetalLB's namespace",
	Why:          "MetalLB sees its own namespace only, and its webhooks refuse objects elsewhere. A namespace field in a kustomization moves them there without a word.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{metallb + "internal/k8s/webhooks/webhookv1beta1/ipaddresspool_webhook.go", metallbDoc + "configuration/"},
	CatalogueIDs: []string{"node/MLB-01", "node/GIT-02"},
	Check: whole(func(w *World) []plan.Finding {
		var r report
		home, stated := w.Facts.MetallbNamespace, true
		if home == "" {
			home, stated = "metallb-system", false
		}
		for _, name := range metallbKinds {
			for _, item := range w.Objects(metallbGroup, name) {
				namespace := item.Ref.Namespace
				if namespace == home || (namespace == "" && !stated) {
					continue
				}
				moved := len(w.MachinesIn(namespace)) > 0
				r.on(item, "metadata.namespace", "MetalLB sees its own namespace %s only, and this is in %s; put it there, and keep it out of kustomizations with a namespace", home, orNone(namespace)).
					values(namespace, home).asIf(!stated && !moved, plan.Info)
			}
		}
		return r.findings
	}),
	Fix: func(w *World, f plan.Finding) []plan.Edit {
		if w.Facts.MetallbNamespace == "" {
			return nil
		}
		return setProposed(w, f)
	},
}

var metallbKinds = []string{kindPoolOf, kindL2, kindBGP, "BGPPeer", "BFDProfile", "Community"}

func orNone(namespace string) string {
	if namespace == "" {
		return "none"
	}
	return namespace
}
