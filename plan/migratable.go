// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"fmt"

	"vmha.dev/vmha/api/v1alpha1"
)

// Obstacle is something that keeps a machine from being migrated live.
type Obstacle struct {
	// Cause is what kind of obstacle it is.
	Cause Cause
	// Path is the field that is in the way.
	Path Path
	// Certain is false where the manifests do not tell, such as a claim that is not among them.
	Certain bool
	// Current is what stands there, Proposed what would do; nil where there is nothing to say.
	Current, Proposed any
	// Reason is a fact with a way out.
	Reason string
	// Alike is the fact in words that are the same for machines that are alike; empty where
	// those of Reason are.
	Alike string
}

// Seen says whether KubeVirt sees the obstacle. It looks neither at the node that a machine is pinned to nor at
// ports, and takes such a machine for migratable: with LiveMigrateIfPossible too it refuses the eviction.
func (o Obstacle) Seen() bool { return o.Cause != PinnedToNode && o.Cause != MigrationPort }

// Cause is a kind of obstacle.
type Cause string

// The causes.
const (
	DefaultNetwork Cause = "default network"
	BridgedNetwork Cause = "bridged network"
	BindingPlugin  Cause = "binding plugin"
	MigrationPort  Cause = "migration port"
	HostDisk       Cause = "host disk"
	ClaimNotShared Cause = "claim not shared"
	ClaimUnknown   Cause = "claim unknown"
	HostDevice     Cause = "host device"
	EncryptedGuest Cause = "encrypted guest"
	Passthrough    Cause = "passthrough"
	GPU            Cause = "gpu"
	PinnedToNode   Cause = "pinned to node"
)

// Obstacles lists what keeps a machine from being migrated live, after the checks of
// kubevirt pkg/virt-handler/vm.go (calculateLiveMigrationCondition) and
// pkg/network/vmispec/interface.go. No obstacle: the machine is provably migratable.
func Obstacles(m Machine, inv *Inventory, distribution v1alpha1.Distribution) []Obstacle {
	all := networkObstacles(m, distribution)
	all = append(all, volumeObstacles(m, inv)...)
	all = append(all, deviceObstacles(m)...)
	return append(all, hostObstacles(m)...)
}

// allowBridge lets a machine migrate although its pod network is bridged.
const allowBridge = "kubevirt.io/allow-pod-bridge-network-live-migration"

func networkObstacles(m Machine, distribution v1alpha1.Distribution) []Obstacle {
	networking, attached := m.PodInterface()
	if networking == NotOnPodNetwork || Exists(Dig(m.Root, "spec.template.metadata.annotations").Get(allowBridge)) {
		return nil
	}
	if networking == ByDefault {
		return defaultBinding(interfacesPath, distribution)
	}
	return append(bindingObstacles(attached), portObstacles(attached)...)
}

// defaultBinding is what becomes of a machine that writes no interface: OpenShift
// Virtualization binds the pod network by masquerade, KubeVirt alone by bridge.
func defaultBinding(path Path, distribution v1alpha1.Distribution) []Obstacle {
	obstacle := Obstacle{
		Cause: DefaultNetwork, Path: path, Certain: distribution == v1alpha1.Kubernetes, Proposed: masquerade,
		Reason: "no interface is written, so KubeVirt binds the pod network by bridge, which cannot be migrated; write an interface with masquerade and its pod network",
	}
	switch distribution {
	case v1alpha1.OpenShift:
		return nil
	case v1alpha1.Kubernetes:
	default:
		obstacle.Reason = "no interface is written: KubeVirt then binds the pod network by bridge, which cannot be migrated, and OpenShift Virtualization by masquerade; write an interface with masquerade and its pod network, or state the platform's distribution"
	}
	return []Obstacle{obstacle}
}

const masquerade = "masquerade: {}"

func interfacePath(attached Node) Path {
	return interfacesPath.Elem("name", attached.Get("name").Text())
}

func bindingObstacles(attached Node) []Obstacle {
	if attached.Get("masquerade").Kind() != Absent || Exists(attached.Get("passtBinding")) {
		return nil
	}
	path := interfacePath(attached)
	switch {
	case Exists(attached.Get("binding")):
		return []Obstacle{{
			Cause: BindingPlugin, Path: path.Key("binding"), Current: attached.Get("binding").Get("name").Text(),
			Reason: "the binding plugin of the pod network migrates only if the cluster registers it with migration; make sure that it does, or bind by masquerade",
		}}
	case Exists(attached.Get("bridge")):
		return []Obstacle{{
			Cause: BridgedNetwork, Path: path.Key("bridge"), Certain: true, Current: "bridge", Proposed: masquerade,
			Reason: "the pod network is bound by bridge, which cannot be migrated; bind it by masquerade",
		}}
	default:
		return []Obstacle{{
			Cause: BridgedNetwork, Path: path, Certain: true, Proposed: masquerade,
			Reason: "the interface on the pod network is not bound by masquerade, so it cannot be migrated; bind it by masquerade",
		}}
	}
}

func portObstacles(attached Node) []Obstacle {
	var all []Obstacle
	for _, port := range Elements(attached.Get("ports")) {
		if number, _ := port.Get("port").Int(); IsMigrationPort(number) {
			all = append(all, Obstacle{
				Cause: MigrationPort, Path: interfacePath(attached).Key("ports"), Certain: true, Current: number,
				Reason: fmt.Sprintf("port %d belongs to live migration itself; the guest must use another", number),
			})
		}
	}
	return all
}

// IsMigrationPort says whether KubeVirt needs this port of the pod for live migration
// (kubevirt user guide, compute/live_migration.md).
func IsMigrationPort(port int64) bool { return port == 49152 || port == 49153 }

func volumeObstacles(m Machine, inv *Inventory) []Obstacle {
	var all []Obstacle
	for _, volume := range Elements(m.At("volumes")) {
		if disk := volume.Get("hostDisk"); Exists(disk) {
			if shared, _ := disk.Get("shared").Bool(); !shared {
				all = append(all, Obstacle{
					Cause: HostDisk, Path: volumePath(volume).Key("hostDisk"), Certain: true, Current: disk.Get("path").Text(),
					Reason: "a host disk stays on its node; use a ReadWriteMany volume",
				})
			}
			continue
		}
		if obstacle, found := claimObstacle(m, inv, volume); found {
			all = append(all, obstacle)
		}
	}
	return all
}

func volumePath(volume Node) Path {
	return TemplateSpec.Key("volumes").Elem("name", volume.Get("name").Text())
}

// claimObstacle looks at a volume on a claim, made by the machine itself, by a DataVolume or by somebody else.
func claimObstacle(m Machine, inv *Inventory, volume Node) (Obstacle, bool) {
	claim := ClaimOf(m, inv, volume)
	if claim.Name == "" || claim.Shared == SharedYes {
		return Obstacle{}, false
	}
	obstacle := Obstacle{Cause: ClaimUnknown, Path: volumePath(volume), Current: claim.Name}
	if claim.Own {
		obstacle.Path, obstacle.Proposed = claim.Path(), "ReadWriteMany"
		obstacle.Current = nil
	}
	switch claim.Shared {
	case SharedNo:
		obstacle.Cause, obstacle.Certain, obstacle.Current = ClaimNotShared, true, claim.Modes
		obstacle.Reason = fmt.Sprintf("volume %s on %s is not ReadWriteMany, so the machine cannot be migrated; make it ReadWriteMany", volume.Get("name").Text(), claim.Name)
		obstacle.Alike = fmt.Sprintf("volume %s is not ReadWriteMany, so the machine cannot be migrated", volume.Get("name").Text())
	default:
		obstacle.Reason = fmt.Sprintf("whether volume %s on %s is ReadWriteMany cannot be seen here; write its accessModes, or add the claim to the input", volume.Get("name").Text(), claim.Name)
		obstacle.Alike = fmt.Sprintf("whether volume %s is ReadWriteMany cannot be seen here", volume.Get("name").Text())
	}
	return obstacle, true
}

func hostObstacles(m Machine) []Obstacle {
	node, path := m.PinnedTo()
	if node == "" {
		return nil
	}
	return []Obstacle{{
		Cause: PinnedToNode, Path: path, Certain: true, Current: node,
		Reason: "the machine is pinned to one node, so it can neither be migrated nor fail over; select nodes by another label",
	}}
}

func deviceObstacles(m Machine) []Obstacle {
	var all []Obstacle
	certain := func(cause Cause, dotted, reason string) {
		if value := m.At(dotted); Exists(value) && (value.Kind() != List || value.Len() > 0) {
			all = append(all, Obstacle{Cause: cause, Path: TemplateSpec.Join(Fields(dotted)), Certain: true, Reason: reason})
		}
	}
	certain(HostDevice, "domain.devices.hostDevices", "host devices stay on their node; a machine with one cannot be migrated")
	certain(EncryptedGuest, "domain.launchSecurity", "an encrypted guest (SEV, SNP, TDX, Secure Execution) cannot be migrated")
	if passthrough := m.At("domain.features.hypervPassthrough"); Exists(passthrough) {
		if enabled, stated := passthrough.Get("enabled").Bool(); enabled || !stated {
			certain(Passthrough, "domain.features.hypervPassthrough", "hypervPassthrough ties the guest to its host; it cannot be migrated")
		}
	}
	switch gpus := m.At("domain.devices.gpus").Len(); {
	case gpus > 1:
		certain(GPU, "domain.devices.gpus", "a machine with several GPUs cannot be migrated")
	case gpus == 1:
		all = append(all, Obstacle{
			Cause: GPU, Path: TemplateSpec.Join(Fields("domain.devices.gpus")),
			Reason: "a machine with a GPU migrates only if that is a mediated device and the cluster allows it; make sure of both",
		})
	}
	return all
}
