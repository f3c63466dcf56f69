// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
)

// Facts are what manifests do not tell about the cluster. Zero is unknown.
type Facts struct {
	Distribution v1alpha1.Distribution
	Kubernetes   plan.Version
	KubeVirt     plan.Version
	MetalLB      plan.Version
	// MetallbNamespace is where MetalLB runs.
	MetallbNamespace string
	WorkerNodes      int32
	Zones            int32
}

// FactsOf takes the facts from a platform. What a default filled in is taken for a fact:
// to keep unknown what nobody said, give it the platform as it was written.
func FactsOf(platform v1alpha1.HighAvailabilityPlatformSpec) Facts {
	facts := Facts{
		Distribution:     platform.Distribution,
		Kubernetes:       plan.ParseVersion(platform.KubernetesVersion),
		KubeVirt:         plan.ParseVersion(platform.KubevirtVersion),
		MetalLB:          plan.ParseVersion(platform.MetallbVersion),
		MetallbNamespace: platform.MetallbNamespace,
	}
	if platform.WorkerNodes != nil {
		facts.WorkerNodes = *platform.WorkerNodes
	}
	if platform.Zones != nil {
		facts.Zones = *platform.Zones
	}
	return facts
}

// known says whether a version is known.
func known(v plan.Version) bool { return v != plan.Version{} }

// before says whether a version is known and older than another.
func before(v plan.Version, other string) bool { return known(v) && !v.AtLeast(other) }
