// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/fn/intent"
	"vmha.dev/vmha/plan"
)

// readIntents finds the intents among the items and in the functionConfig, which may
// hold one, options, or nothing; the same intent may arrive both ways.
func (r *run) readIntents() {
	seen := map[plan.Ref]*item{}
	for _, i := range r.items {
		if !isIntent(i.ref) {
			continue
		}
		if first := seen[Identity(i.ref)]; first != nil {
			r.invalidf(i, nil, "intent-twice", "%s stands in the input twice; keep one of them", i.ref)
			continue
		}
		seen[Identity(i.ref)] = i
		r.readIntent(i)
		if !i.local {
			r.findings = append(r.findings, plan.Finding{
				ID: "intent-not-local", Severity: plan.Warning, Ref: i.ref, Path: annotationsPath,
				Message: "the intent is not marked local-config, so it would be applied to the cluster like a resource; add the annotation " + localConfig + `: "true"`,
			})
		}
	}
	if r.config != nil {
		r.readConfig(seen)
	}
	r.followRenames()
	r.sortIntents()
}

// readConfig reads the functionConfig; an intent that stands among the items too was read there.
func (r *run) readConfig(seen map[plan.Ref]*item) {
	switch ref := r.config.ref; {
	case isIntent(ref):
		if seen[Identity(ref)] == nil || ref.Kind == v1alpha1.KindRenderOptions {
			r.readIntent(r.config)
		}
	case ref.Is("", "ConfigMap"):
		r.readOptions()
	case ref.Kind == "":
		r.invalidf(r.config, plan.Fields("kind"), "unknown-config", "the functionConfig has no kind; allowed are %s (%s) and a ConfigMap with options", strings.Join(ConfigKinds, ", "), v1alpha1.APIVersion)
	default:
		r.invalidf(r.config, plan.Fields("kind"), "unknown-config", "the functionConfig is a %s of %s; allowed are %s (%s) and a ConfigMap with options",
			ref.Kind, ref.APIVersion, strings.Join(ConfigKinds, ", "), v1alpha1.APIVersion)
	}
}

// isIntent says whether an object is of the API group of vmha; whether it is one that is known is checked later.
func isIntent(ref plan.Ref) bool {
	return ref.APIVersion == v1alpha1.Group || strings.HasPrefix(ref.APIVersion, v1alpha1.Group+"/")
}

func (r *run) readIntent(i *item) {
	if i.ref.APIVersion != v1alpha1.APIVersion {
		r.invalidf(i, plan.Fields("apiVersion"), "unknown-version", "apiVersion is %s; allowed is %s", i.ref.APIVersion, v1alpha1.APIVersion)
		return
	}
	switch i.ref.Kind {
	case v1alpha1.KindRenderOptions:
		r.readRenderOptions(i)
	case v1alpha1.KindHighAvailability:
		decoded, problems, err := intent.ReadHighAvailability(i.object)
		r.noteFacts(i, "spec.platform.spec")
		if r.accepted(i, problems, err) {
			r.in.Intents = append(r.in.Intents, decoded)
		}
	case v1alpha1.KindHighAvailabilityPlatform:
		decoded, problems, err := intent.ReadPlatform(i.object)
		r.noteFacts(i, "spec")
		if r.accepted(i, problems, err) {
			r.in.Platforms = append(r.in.Platforms, decoded)
		}
	case v1alpha1.KindHighAvailabilityCheck:
		decoded, problems, err := intent.ReadCheck(i.object)
		if r.accepted(i, problems, err) {
			r.policies = append(r.policies, decoded)
		}
	default:
		r.invalidf(i, plan.Fields("kind"), "unknown-kind", "kind is %s; allowed are %s", i.ref.Kind, plan.Enumerate(ConfigKinds))
	}
}

// accepted reports every structural mistake of an intent, and says whether there was none.
func (r *run) accepted(i *item, problems []intent.Problem, err error) bool {
	if err != nil {
		r.invalidf(i, nil, "invalid-intent", "the intent cannot be read: %v", err)
		return false
	}
	for _, problem := range problems {
		r.findings = append(r.findings, plan.Finding{
			ID: "invalid-intent", Severity: plan.Error, Ref: i.ref, Path: problem.Path,
			Current: problem.Current, Proposed: problem.Proposed, Message: problem.Message,
		})
	}
	return len(problems) == 0
}

func (r *run) invalidf(i *item, path plan.Path, id, format string, args ...any) {
	r.findings = append(r.findings, plan.Finding{
		ID: id, Severity: plan.Error, Ref: i.ref, Path: path, Message: fmt.Sprintf(format, args...),
	})
}

// sortIntents makes the order of the input make no difference.
func (r *run) sortIntents() {
	slices.SortFunc(r.in.Intents, func(a, b *v1alpha1.HighAvailability) int { return intentRef(a).Compare(intentRef(b)) })
	slices.SortFunc(r.in.Platforms, func(a, b *v1alpha1.HighAvailabilityPlatform) int { return platformRef(a).Compare(platformRef(b)) })
	slices.SortFunc(r.policies, func(a, b *v1alpha1.HighAvailabilityCheck) int {
		return cmp.Or(cmp.Compare(a.Namespace, b.Namespace), cmp.Compare(a.Name, b.Name))
	})
}
