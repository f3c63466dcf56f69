// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"cmp"
	"strings"
	"time"

	"vmha.dev/vmha/api/v1alpha1"
)

func (r factReader) machineFacts(cluster ClusterFacts) MachineFacts {
	m := r.machine
	f := MachineFacts{
		Alone:       m.made == kindInstance,
		Replaced:    m.made == kindReplicaSet,
		RunStrategy: r.runStrategy(),
		Eviction:    r.eviction(cluster.Distribution),
		Ready:       r.probe("readinessProbe"),
		Live:        r.probe("livenessProbe"),
		Shutdown:    Number{gracePeriodVM, FromDefault, "KubeVirt's terminationGracePeriodSeconds"},
		Boot:        r.bootTime(),
		Disks:       r.disks(),
	}
	if seconds, ok := m.At("terminationGracePeriodSeconds").Int(); ok {
		f.Shutdown = own(int(seconds), TemplateSpec.Key("terminationGracePeriodSeconds"))
	}
	if node, path := m.PinnedTo(); node != "" {
		f.Node = own(node, path)
	}
	f.Migrates, f.Obstacle, f.Unseen = r.migrates(cluster.Distribution)
	f.Toleration, f.ToleratesAll = r.toleration(cluster.Latency)
	r.watchdog(&f)
	return f
}

func (r factReader) runStrategy() Fact[string] {
	if r.machine.made == kindReplicaSet { // It replaces every instance that has ended, however that came.
		return Fact[string]{string(v1alpha1.Always), FromDefault, "kubevirt pkg/virt-controller/watch/replicaset/replicaset.go"}
	}
	current := r.machine.RunStrategy()
	if r.Group != nil && r.Group.Run != nil {
		if fact, wins := decided(r.Group.Run, current != ""); wins {
			return Fact[string]{string(fact.Value), fact.Origin, fact.Source}
		}
	}
	path := runStrategyPath
	if !Exists(At(r.machine.Root, path)) && current != "" {
		path = Fields("spec.running")
	}
	return own(current, path)
}

// eviction is the machine's strategy or the cluster's: None in KubeVirt, LiveMigrate in OpenShift
// Virtualization with several workers (kubevirt pkg/virt-config/configuration.go;
// hyperconverged-cluster-operator api/v1/hyperconverged_types.go).
func (r factReader) eviction(distribution v1alpha1.Distribution) Fact[string] {
	current := r.machine.At("evictionStrategy").Text()
	if r.Group != nil && r.Group.Eviction != nil {
		if fact, wins := decided(r.Group.Eviction, current != ""); wins {
			return Fact[string]{string(fact.Value), fact.Origin, fact.Source}
		}
	}
	switch {
	case current != "":
		return own(current, evictionPath)
	case distribution == v1alpha1.OpenShift:
		return Fact[string]{string(v1alpha1.LiveMigrate), FromDefault, "OpenShift Virtualization's evictionStrategy"}
	case distribution == v1alpha1.Kubernetes:
		return Fact[string]{string(v1alpha1.EvictNone), FromDefault, "KubeVirt's evictionStrategy"}
	default:
		return Fact[string]{string(v1alpha1.EvictNone), Assumed, "KubeVirt's evictionStrategy"}
	}
}

func (r factReader) migrates(distribution v1alpha1.Distribution) (fact Fact[Certainty], reason string, unseen bool) {
	fact.Origin = FromManifest
	for _, obstacle := range Obstacles(r.machine, r.Inventory, distribution) {
		certainty := Uncertain
		if obstacle.Certain {
			certainty = Impossible
		}
		if certainty > fact.Value {
			fact = own(certainty, obstacle.Path)
			reason, _, _ = strings.Cut(cmp.Or(obstacle.Alike, obstacle.Reason), ";")
			unseen = !obstacle.Seen()
		}
		if obstacle.Certain && obstacle.Seen() {
			unseen = false // one that it sees is enough
		}
	}
	return fact, reason, unseen
}

// toleration is how long the machine stays bound to a node that is unreachable.
func (r factReader) toleration(latency Fact[v1alpha1.LatencyProfile]) (bound Number, all bool) {
	bound, all = r.ownToleration()
	switch {
	case r.Group != nil && r.Group.TolerationSeconds != nil && (r.Group.TolerationSeconds.Stated || bound.Origin == "" || bound.Value == Forever):
		choice := r.Group.TolerationSeconds
		return Number{int(choice.Value), FromIntent, choice.Source.String()}, all
	case bound.Origin != "":
		return bound, all
	case latency.Value == v1alpha1.LatencyMedium || latency.Value == v1alpha1.LatencyLow:
		return Number{tolerationSlow, FromDefault, latency.Source}, all
	default:
		return Number{toleration, FromDefault, "kubernetes defaulttolerationseconds"}, all
	}
}

// ownToleration is the shortest of the machine's tolerations that match, without origin
// where none does (kubernetes pkg/controller/tainteviction).
func (r factReader) ownToleration() (bound Number, all bool) {
	for _, t := range Elements(r.machine.At("tolerations")) {
		if !toleratesLoss(t) {
			continue
		}
		seconds, limited := t.Get("tolerationSeconds").Int()
		if !limited {
			seconds, all = Forever, all || t.Get("key").Text() == ""
		}
		if bound.Origin == "" || bound.Value == Forever || (limited && int(seconds) < bound.Value) {
			bound = own(int(seconds), TemplateSpec.Key("tolerations"))
		}
	}
	return bound, all
}

// toleratesLoss says whether a toleration holds for a node that is unreachable.
func toleratesLoss(t Node) bool {
	key, effect := t.Get("key").Text(), t.Get("effect").Text()
	if effect != "" && effect != "NoExecute" {
		return false
	}
	return key == unreachable || (key == "" && t.Get("operator").Text() == "Exists")
}

// unreachable is the taint of a node that is not heard of.
const unreachable = "node.kubernetes.io/unreachable"

func (r factReader) bootTime() Number {
	if r.Group == nil {
		return Number{up(duration(v1alpha1.DefaultBootTime)), Assumed, guestField + ".bootTime"}
	}
	boot := Number{up(r.Group.BootTime), FromIntent, Source{r.Group.Intent, guestField + ".bootTime"}.String()}
	if r.Group.BootTime == duration(v1alpha1.DefaultBootTime) {
		boot.Origin = Assumed
	}
	return boot
}

// up is a duration in whole seconds, rounded up.
func up(d time.Duration) int { return int((d + time.Second - 1) / time.Second) }

// disks are the worst of the machine's claims.
func (r factReader) disks() Fact[Disks] {
	kinds := map[Shared]Disks{SharedYes: SharedClaims, SharedUnknown: UnseenClaims, SharedNo: ExclusiveClaims}
	worst := Fact[Disks]{Origin: FromManifest}
	for _, volume := range Elements(r.machine.At("volumes")) {
		claim := ClaimOf(r.machine, r.Inventory, volume)
		if claim.Name == "" || kinds[claim.Shared] <= worst.Value {
			continue
		}
		worst = own(kinds[claim.Shared], TemplateSpec.Key("volumes").Elem("name", volume.Get("name").Text()))
	}
	return worst
}
