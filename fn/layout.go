// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"strings"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
)

// fileName is where a new object stands, beside its intent.
func (o *Options) fileName(made plan.Object) string {
	if o.Layout == v1alpha1.LayoutPerObject {
		return ObjectFileName(made.Ref)
	}
	return FileName(made.Source.Intent, made.Scope)
}

// FileName is where the new objects of an intent stand, beside the intent: one file for
// those of the application, one for those of the infrastructure.
func FileName(intent plan.Ref, scope plan.Scope) string {
	return qualified(intent.Namespace, intent.Name) + "." + strings.ToLower(string(scope)) + ".yaml"
}

// ObjectFileName is where a new object stands that has a file of its own:
// NAMESPACE.NAME.KIND.yaml.
func ObjectFileName(ref plan.Ref) string {
	return qualified(ref.Namespace, ref.Name) + "." + strings.ToLower(ref.Kind) + ".yaml"
}

func qualified(namespace, name string) string {
	if namespace == "" {
		return name
	}
	return namespace + "." + name
}
