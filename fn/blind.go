// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"slices"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
)

// refuseBlind refuses a run that is asked about objects and sees none but its own
// configuration. So kustomize calls what stands under generators, in either protocol; such
// a run would find no machine, or find nothing wrong, and nobody would know why.
func (r *run) refuseBlind() {
	if !r.blind() {
		return
	}
	path, asked := r.asksFor()
	if asked == "" {
		return
	}
	r.findings = append(r.findings, plan.Finding{
		ID: "sees-no-resources", Severity: plan.Error, Ref: r.config.ref, Path: path,
		Message: asked + ", but the function sees no resource besides its own configuration, as always under generators: in a kustomization; list this file under transformers: instead",
	})
}

// blind says whether the configuration is all there is.
func (r *run) blind() bool {
	return r.config != nil && !slices.ContainsFunc(r.items, func(i *item) bool { return Identity(i.ref) != Identity(r.config.ref) })
}

// asksFor is the field of the configuration that speaks of objects of the input, and what it
// wants of them; both are empty where it gets along without any.
func (r *run) asksFor() (field plan.Path, asked string) {
	switch {
	case isCheck(r.config.object):
		return nil, "there are objects to check"
	case (r.config.ref.Is("", "ConfigMap") || r.config.ref.Kind == v1alpha1.KindRenderOptions) && len(r.items) > 0:
		// Without any item it may be kpt, which hands over an empty ConfigMap for none.
		return nil, "these options are for intents among the resources"
	}
	for _, intent := range r.in.Intents {
		if field, asked = asksForOthers(intent); asked != "" {
			return field, asked
		}
	}
	return nil, ""
}

// asksForOthers is the field of an intent that speaks of other objects.
func asksForOthers(intent *v1alpha1.HighAvailability) (field plan.Path, asked string) {
	switch machines, platform := intent.Spec.Machines, intent.Spec.Platform; {
	case machines.Selector != nil:
		return plan.Fields("spec.machines.selector"), "the selector wants existing machines"
	case machines.Template != nil && machines.Template.From != nil:
		return plan.Fields("spec.machines.template.from"), "a machine is to be copied"
	case platform != nil && platform.Name != "":
		return plan.Fields("spec.platform.name"), "the platform has a name, not a spec"
	}
	return nil, ""
}
