// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"strings"

	"vmha.dev/vmha/document"
	"vmha.dev/vmha/plan"
)

// OwnedBy marks a generated object with the intent that wants it: Kind/namespace/name.
const OwnedBy = "vmha.dev/owned-by"

// localConfig marks objects that orchestrators read and never apply.
const localConfig = "config.kubernetes.io/local-config"

// The annotations by which kpt and kustomize keep track of items
// (kustomize cmd/config/docs/api-conventions/functions-spec.md; kyaml kioutil).
const (
	pathAnnotation        = "internal.config.kubernetes.io/path"
	indexAnnotation       = "internal.config.kubernetes.io/index"
	packagePathAnnotation = "internal.config.kubernetes.io/package-path"
	legacyPathAnnotation  = "config.kubernetes.io/path"
	legacyIndexAnnotation = "config.kubernetes.io/index"
)

// bookkeeping says whether an annotation belongs to the orchestrator: it is kept when an
// object is regenerated and never copied to another.
func bookkeeping(key string) bool {
	switch {
	case strings.HasPrefix(key, "internal.config.kubernetes.io/"),
		strings.HasPrefix(key, "internal.config.k8s.io/"),
		strings.HasPrefix(key, "config.k8s.io/"):
		return true
	}
	return key == legacyPathAnnotation || key == legacyIndexAnnotation || key == "kustomize.config.k8s.io/id"
}

// protections keep an object alive in the cluster when it is gone from the manifests:
// those of Argo CD, Flux and kpt (cli-utils).
var protections = map[string]string{
	"argocd.argoproj.io/sync-options":         "Prune=false,Delete=false",
	"kustomize.toolkit.fluxcd.io/prune":       "disabled",
	"client.lifecycle.config.k8s.io/deletion": "detach",
}

var annotationsPath = plan.Fields("metadata.annotations")

// annotations of an object.
func annotations(o *document.Object) map[string]string {
	return plan.TextMap(plan.At(o.Root(), annotationsPath))
}

func setAnnotation(key, value string) plan.Edit {
	return plan.Edit{Path: annotationsPath.Key(key), Value: value, Mode: plan.Set}
}

func ownerMark(intent plan.Ref) string {
	return intent.Kind + "/" + intent.Namespace + "/" + intent.Name
}
