// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"fmt"
	"slices"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/labels"

	"vmha.dev/vmha/api/v1alpha1"
)

func (r factReader) reach() ReachFacts {
	f := ReachFacts{Machines: max(1, r.Machines), Spread: r.spread()}
	if g := r.Group; g != nil {
		f.Machines = len(g.Machines)
	}
	f.Budget = r.budget(f.Machines)
	switch {
	case r.Group != nil && r.Group.Service != nil:
		s := r.Group.Service
		f.Service = Ref{APIVersion: "v1", Kind: "Service", Namespace: r.Group.Namespace, Name: r.Group.Name}
		f.Local = s.ExternalTrafficPolicy == corev1.ServiceExternalTrafficPolicyLocal
		f.Announcer, f.Hold = r.announcer(s.Type, s.Annotations)
	case r.Service.Root != nil:
		spec := r.Service.Root.Get("spec")
		f.Service = r.Service.Ref
		f.Local = spec.Get("externalTrafficPolicy").Text() == "Local"
		f.NotReadyToo, _ = spec.Get("publishNotReadyAddresses").Bool()
		f.Announcer, f.Hold = r.announcer(corev1.ServiceType(spec.Get("type").Text()), TextMap(r.Service.Root.Get("metadata").Get("annotations")))
	}
	return f
}

// spread is what keeps the machines on different nodes: the group's decision, unless the machine has a word of its own.
func (r factReader) spread() Fact[v1alpha1.Spread] {
	said := spreadOf(r.machine)
	if r.Group != nil && r.Group.Spread != nil && r.Group.Spread.Value != v1alpha1.SpreadNone {
		if fact, wins := decided(r.Group.Spread, said.Value != v1alpha1.SpreadNone); wins {
			return fact
		}
	}
	return said
}

// nodeTopologies keep machines on different nodes: other zones are other nodes.
var nodeTopologies = []string{hostnameLabel, "topology.kubernetes.io/zone"}

// spreadOf reads how the machine keeps away from others. Whom it keeps away from is taken for granted.
func spreadOf(m Machine) Fact[v1alpha1.Spread] {
	antiAffinity, constraints := TemplateSpec.Join(Fields("affinity.podAntiAffinity")), TemplateSpec.Key("topologySpreadConstraints")
	for _, term := range Elements(At(m.Root, antiAffinity.Key("requiredDuringSchedulingIgnoredDuringExecution"))) {
		if overNodes(term) {
			return own(v1alpha1.SpreadRequired, antiAffinity)
		}
	}
	spread := own(v1alpha1.SpreadNone, TemplateSpec.Key("affinity"))
	for _, constraint := range Elements(At(m.Root, constraints)) {
		skew, _ := constraint.Get("maxSkew").Int()
		switch {
		case !overNodes(constraint):
		case constraint.Get("whenUnsatisfiable").Text() == string(corev1.DoNotSchedule) && skew == 1:
			return own(v1alpha1.SpreadRequired, constraints)
		default:
			spread = own(v1alpha1.SpreadPreferred, constraints)
		}
	}
	for _, term := range Elements(At(m.Root, antiAffinity.Key("preferredDuringSchedulingIgnoredDuringExecution"))) {
		if overNodes(term.Get("podAffinityTerm")) {
			spread = own(v1alpha1.SpreadPreferred, antiAffinity)
		}
	}
	return spread
}

func overNodes(term Node) bool {
	key := term.Get("topologyKey").Text()
	return key == nodeTopologies[0] || key == nodeTopologies[1]
}

// budget finds a PodDisruptionBudget over the machine. Only an integer minAvailable works on the
// pods of virtual machines: everything else makes Kubernetes ask the instance for its scale,
// which it has not (kubernetes pkg/controller/disruption/disruption.go; kubevirt/kubevirt#18063).
func (r factReader) budget(machines int) Fact[string] {
	if r.Group != nil && r.Group.Budget != nil {
		return Fact[string]{budgetStands, FromIntent, r.Group.Budget.Source.String()}
	}
	for _, item := range r.Inventory.ofKind("policy", "PodDisruptionBudget", r.machine.Ref.Namespace) {
		if !matchesLabels(item.Root, r.machine) {
			continue
		}
		fact := Fact[string]{budgetStands, FromManifest, item.Ref.String()}
		spec := item.Root.Get("spec")
		least, integer := spec.Get("minAvailable").Int()
		switch {
		case Exists(spec.Get("maxUnavailable")):
			fact.Value = item.Ref.String() + " has maxUnavailable, which allows no eviction of a virtual machine"
		case Exists(spec.Get("minAvailable")) && !integer:
			fact.Value = item.Ref.String() + " has a minAvailable that is no integer, which allows no eviction of a virtual machine"
		case int(least) >= machines:
			fact.Value = fmt.Sprintf("%s wants %d of %d machines up, which allows no eviction", item.Ref, least, machines)
		}
		return fact
	}
	return Fact[string]{}
}

// matchesLabels says whether a selector with matchLabels alone selects the pods of the machine.
func matchesLabels(root Node, m Machine) bool {
	selector := root.Get("spec").Get("selector")
	wanted := TextMap(selector.Get("matchLabels"))
	return len(wanted) > 0 && !Exists(selector.Get("matchExpressions")) && labels.SelectorFromSet(wanted).Matches(labelSet(m.Labels()))
}

// announcer says who moves the address of a Service: MetalLB in one of its modes, where it
// can be seen, else nobody who is known.
func (r factReader) announcer(kind corev1.ServiceType, annotations map[string]string) (by Fact[Announcer], hold Number) {
	if kind != corev1.ServiceTypeLoadBalancer {
		return by, hold
	}
	pool := annotations["metallb.io/address-pool"]
	if pool == "" {
		pool = annotations["metallb.universe.tf/address-pool"]
	}
	for _, made := range r.Pools {
		if made.Name == pool {
			return Fact[Announcer]{AnnouncedByL2, FromIntent, made.Source.String()}, hold
		}
	}
	// BGP is the slower one, and the worst case counts.
	for _, item := range r.Inventory.ofKind(metallbGroup, "BGPAdvertisement", "") {
		if advertises(item.Root, pool) {
			return Fact[Announcer]{AnnouncedByBGP, FromManifest, item.Ref.String()}, r.hold()
		}
	}
	for _, item := range r.Inventory.ofKind(metallbGroup, "L2Advertisement", "") {
		if advertises(item.Root, pool) {
			return Fact[Announcer]{AnnouncedByL2, FromManifest, item.Ref.String()}, hold
		}
	}
	return by, hold
}

const metallbGroup = "metallb.io"

// advertises says whether an advertisement is of this pool; one that names no pool is of all.
func advertises(root Node, pool string) bool {
	pools := Texts(root.Get("spec").Get("ipAddressPools"))
	return pool == "" || len(pools) == 0 || slices.Contains(pools, pool)
}

// hold is after how many milliseconds a router gives up a silent peer, the longest of all.
func (r factReader) hold() Number {
	longest := Number{Origin: Assumed, Source: "no BGPPeer is in the input", Value: Assume.BGPHold * 1000}
	var read bool
	for _, item := range r.Inventory.ofKind(metallbGroup, "BGPPeer", "") {
		if peer := r.holdOf(item); !read || peer.Value > longest.Value {
			longest, read = peer, true
		}
	}
	return longest
}

func (r factReader) holdOf(peer Item) Number {
	spec := peer.Root.Get("spec")
	if profile, found := r.Inventory.Find(metallbGroup, "BFDProfile", peer.Ref.Namespace, spec.Get("bfdProfile").Text()); found {
		number := func(field string, otherwise int64) int {
			if value, ok := profile.Root.Get("spec").Get(field).Int(); ok {
				otherwise = value
			}
			return int(otherwise)
		}
		// The defaults are MetalLB's (api/v1beta1/bfdprofile_types.go).
		interval := max(number("receiveInterval", 300), number("transmitInterval", 300))
		return Number{number("detectMultiplier", 3) * interval, FromManifest, profile.Ref.String()}
	}
	if held := duration(spec.Get("holdTime").Text()); held > 0 {
		return Number{int(held.Milliseconds()), FromManifest, peer.Ref.String()}
	}
	return Number{Assume.BGPHold * 1000, Assumed, peer.Ref.String()}
}
