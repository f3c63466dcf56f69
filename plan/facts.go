// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import "vmha.dev/vmha/api/v1alpha1"

// Setting is what stands around a machine. All but the inventory may be missing, so a
// machine that vmha never touched has facts too.
type Setting struct {
	Inventory *Inventory
	// Platform is nil where none is known.
	Platform *Platform
	// Pools are made by the run, next to those of the inventory.
	Pools []Pool
	// Group is what an intent decides about the machine; nil where none speaks of it.
	Group *Group
	// Service of the inventory leads to the machine; its zero value for none. Not with a group that has one.
	Service Item
	// Machines is how many there are behind that Service.
	Machines int
}

// FactsOf reads what the times of a machine hang on: the decisions of its group where they
// win over what the machine says, else the machine, else the defaults of the cluster.
func FactsOf(m Machine, s Setting) Facts {
	r := factReader{Setting: s, machine: m}
	f := Facts{Cluster: r.cluster(), Assume: Assume}
	f.Machine = r.machineFacts(f.Cluster)
	f.Reach = r.reach()
	f.Fencing = r.fencing(f.Cluster)
	return f
}

type factReader struct {
	Setting
	machine Machine
}

// String names the field with its intent: HighAvailability shop/web spec.survive.nodeFailure.
func (s Source) String() string { return s.Intent.String() + " " + s.Field }

// platformKnown says whether a platform speaks; without one its defaults are no facts.
func (r factReader) platformKnown() bool { return r.Platform != nil && r.Platform.Distribution != "" }

func (r factReader) cluster() ClusterFacts {
	if !r.platformKnown() {
		unknown := Fact[Version]{Origin: Assumed, Source: "no platform is known"}
		return ClusterFacts{Distribution: r.guessDistribution(), Kubernetes: unknown, KubeVirt: unknown}
	}
	p := r.Platform
	return ClusterFacts{
		Distribution: p.Distribution,
		Kubernetes:   platformFact(p, "kubernetesVersion", p.Kubernetes, p.Kubernetes == ParseVersion(v1alpha1.DefaultKubernetesVersion)),
		KubeVirt:     platformFact(p, "kubevirtVersion", p.KubeVirt, p.KubeVirt == ParseVersion(v1alpha1.DefaultKubevirtVersion)),
		Latency:      platformFact(p, "latencyProfile", p.Latency, p.Latency == v1alpha1.LatencyDefault),
		Workers:      platformFact(p, "workerNodes", int(p.WorkerNodes), false),
	}
}

func platformFact[T comparable](p *Platform, field string, value T, isDefault bool) Fact[T] {
	fact := Fact[T]{value, FromIntent, Source{p.Intent, p.prefix + field}.String()}
	if isDefault {
		fact.Origin = FromDefault
	}
	return fact
}

// guessDistribution takes a cluster for OpenShift where any object is of one of its API groups.
func (r factReader) guessDistribution() v1alpha1.Distribution {
	if r.Inventory.openShift {
		return v1alpha1.OpenShift
	}
	return ""
}

// own is a value that the machine itself says.
func own[T comparable](value T, path Path) Fact[T] {
	return Fact[T]{value, FromManifest, path.String()}
}

// decided is the value of a choice where it will be written: stated, or where the machine says nothing.
func decided[T comparable](choice *Choice[T], says bool) (Fact[T], bool) {
	if choice == nil || (says && !choice.Stated) {
		return Fact[T]{}, false
	}
	origin := FromDefault
	if choice.Stated {
		origin = FromIntent
	}
	return Fact[T]{choice.Value, origin, choice.Source.String()}, true
}
