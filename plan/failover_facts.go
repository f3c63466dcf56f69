// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import "vmha.dev/vmha/api/v1alpha1"

// Facts are what the times of one machine hang on. They can be read from manifests that
// vmha never touched, from an intent, or from both; two machines with the same facts are
// equal in the sense of ==.
type Facts struct {
	Cluster ClusterFacts
	Machine MachineFacts
	Reach   ReachFacts
	Fencing Fencing
	Assume  Assumptions
}

// ClusterFacts are facts about the cluster.
type ClusterFacts struct {
	// Distribution is empty where it is not known.
	Distribution v1alpha1.Distribution
	// Kubernetes and KubeVirt are zero where they are not known.
	Kubernetes, KubeVirt Fact[Version]
	Latency              Fact[v1alpha1.LatencyProfile]
	// Workers is the number of nodes that may run the machine; 0 where it is not known.
	Workers Number
}

// MachineFacts are facts about one machine.
type MachineFacts struct {
	// Alone is set for an instance that no controller makes anew once it has ended,
	// Replaced for one of a replica set, which has no run strategy.
	Alone, Replaced bool
	RunStrategy     Fact[string]
	// Eviction is the strategy that counts: the machine's, or else the cluster's.
	Eviction Fact[string]
	// Migrates says whether the machine can be migrated live. Source is what is in the way, Obstacle why.
	Migrates Fact[Certainty]
	Obstacle string
	// Unseen is set where KubeVirt takes the machine for migratable all the same.
	Unseen bool
	// Toleration is how long the machine stays bound to a lost node; Forever has no end.
	Toleration Number
	// ToleratesAll is set where it tolerates every taint, that of fencing included.
	ToleratesAll bool
	Ready, Live  ProbeFacts
	// Watchdog is what the device does; empty where there is none, or nobody who feeds it.
	Watchdog Fact[string]
	// Fed says whether a daemon in the guest feeds the device.
	Fed Certainty
	// Margin is how long the guest must be silent until the device fires.
	Margin Number
	// Shutdown is how long the guest may take to shut down.
	Shutdown Number
	Boot     Number
	Disks    Fact[Disks]
	// Node is the only node that the machine may run on; empty for any.
	Node Fact[string]
}

// Forever is a toleration that does not end.
const Forever = -1

// Certainty says how sure something is.
type Certainty int

// The certainties.
const (
	Certain Certainty = iota
	Uncertain
	Impossible
)

// Disks says on what kind of claims the disks of a machine are.
type Disks int

// The kinds of claims; the worst of a machine's counts.
const (
	// NoClaims has disks that are made anew at every start, or none.
	NoClaims Disks = iota
	// SharedClaims are ReadWriteMany.
	SharedClaims
	// UnseenClaims have access modes that cannot be read here.
	UnseenClaims
	// ExclusiveClaims are not ReadWriteMany.
	ExclusiveClaims
)

// ProbeFacts are the numbers of a probe, in seconds and counts.
type ProbeFacts struct {
	// Handler is one of Handlers; empty where there is no probe.
	Handler                                         string
	InitialDelay, Period, Timeout, Success, Failure int
	Origin                                          Origin
	Source                                          string
}

// ReachFacts say how clients reach the machine, and who else answers them.
type ReachFacts struct {
	// Service leads to the machine; empty for none.
	Service Ref
	// Machines is how many there are behind it, this one included.
	Machines int
	// Spread says whether the machines stand on different nodes.
	Spread Fact[v1alpha1.Spread]
	// Announcer says who moves the address of the Service.
	Announcer Fact[Announcer]
	// Hold is after how many milliseconds a BGP router gives a silent node up: hold time, or BFD.
	Hold Number
	// Local is set where only the machines of the node that traffic enters get it.
	Local bool
	// NotReadyToo is set where the Service sends clients to machines that are not ready.
	NotReadyToo bool
	// Budget says why a PodDisruptionBudget refuses every eviction; empty where none does.
	Budget Fact[string]
}

// Announcer says who moves the address of a Service from a dead node to another.
type Announcer string

// The announcers. Without one the address is not bound to a node, or it cannot be seen here who moves it.
const (
	AnnouncedByNobody Announcer = ""
	AnnouncedByL2     Announcer = "L2"
	AnnouncedByBGP    Announcer = "BGP"
)
