// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
	"vmha.dev/vmha/rules"
)

// noteFacts reads what a platform states about the cluster, before any default is
// filled in: what nobody said is not known.
func (r *run) noteFacts(i *item, dotted string) {
	spec := plan.At(i.root, plan.Fields(dotted))
	if spec.Kind() != plan.Map {
		return
	}
	text := func(field string) string { return spec.Get(field).Text() }
	number := func(field string) *int32 {
		whole, ok := spec.Get(field).Int()
		if !ok || whole != int64(int32(whole)) { //nolint:gosec // Whether it fits is what is asked.
			return nil
		}
		small := int32(whole) //nolint:gosec // It fits.
		return &small
	}
	r.facts = append(r.facts, rules.FactsOf(v1alpha1.HighAvailabilityPlatformSpec{
		Distribution:      v1alpha1.Distribution(text("distribution")),
		KubernetesVersion: text("kubernetesVersion"),
		KubevirtVersion:   text("kubevirtVersion"),
		MetallbVersion:    text("metallbVersion"),
		MetallbNamespace:  text("metallbNamespace"),
		WorkerNodes:       number("workerNodes"),
		Zones:             number("zones"),
	}))
}

// knownFacts are those on which all platforms agree.
func (r *run) knownFacts() rules.Facts {
	if len(r.facts) == 0 {
		return rules.Facts{}
	}
	known := r.facts[0]
	for _, other := range r.facts[1:] {
		agree(&known.Distribution, other.Distribution)
		agree(&known.Kubernetes, other.Kubernetes)
		agree(&known.KubeVirt, other.KubeVirt)
		agree(&known.MetalLB, other.MetalLB)
		agree(&known.MetallbNamespace, other.MetallbNamespace)
		agree(&known.WorkerNodes, other.WorkerNodes)
		agree(&known.Zones, other.Zones)
	}
	return known
}

func agree[T comparable](known *T, other T) {
	if *known != other {
		var unknown T
		*known = unknown
	}
}
