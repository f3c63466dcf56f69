// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

// Assumptions are the times that stand in no manifest and no source, in seconds. They
// were measured nowhere; whatever is computed from one is marked as assumed.
type Assumptions struct {
	// Detach is how long a storage driver takes to detach a volume.
	Detach int
	// PodDeletion is how long a remediator takes to delete the pods of a node.
	PodDeletion int
	// NewInstance is how long KubeVirt takes to replace an instance that has failed.
	NewInstance int
	// Launch is scheduling, attaching the volumes, pulling images and starting QEMU.
	Launch int
	// PowerOff is how long a management controller takes to switch a machine off.
	PowerOff int
	// InstanceDeletion is how long a cloud or a hypervisor takes to delete a machine.
	InstanceDeletion int
	// WatchdogMargin is how long a guest must be silent until its watchdog fires, where vmha does not set it up.
	WatchdogMargin int
	// NodeWatchdog is the time-out of a node's own watchdog (self-node-remediation takes 60 where it cannot tell).
	NodeWatchdog int
	// Workers is the number of nodes of a pool that is not known.
	Workers int
	// Leave is how long the other speakers take to notice one that leaves in good order.
	Leave int
	// BGPHold is the longest hold time of a BGP session that states none: 90 s in MetalLB's native mode, and in FRR mode
	// FRR's own default since MetalLB 0.14.9 (metallb pull request 2537; FRRouting bgpd/bgp_vty.c, BGP_DEFAULT_HOLDTIME).
	BGPHold int
}

// Assume are the assumptions that are used where nothing better is known.
var Assume = Assumptions{
	Detach: 10, PodDeletion: 2, NewInstance: 5, Launch: 30, PowerOff: 120, InstanceDeletion: 180,
	WatchdogMargin: 60, NodeWatchdog: 60, Workers: 6, Leave: 2, BGPHold: 180,
}

// The times that are read in the source of Kubernetes, KubeVirt and their neighbours, in seconds.
const (
	// nodeMonitorPeriod is how often the node lifecycle controller looks
	// (kubernetes cloud-provider config/v1alpha1/defaults.go).
	nodeMonitorPeriod = 5
	// gracePeriod is how long a node may be silent, from Kubernetes 1.32 on; graceBefore132 is that of earlier ones
	// (kubernetes pkg/controller/nodelifecycle/config/v1alpha1/defaults.go).
	gracePeriod, graceBefore132 = 50, 40
	// graceMedium and graceLow are those of OpenShift's other latency profiles, and graceOpenShift that of its
	// default one (openshift/api config/v1/types_node.go).
	graceOpenShift, graceMedium, graceLow = 40, 120, 300
	// toleration is what Kubernetes gives every pod for a lost node, and tolerationSlow what OpenShift does
	// with another latency profile (kubernetes defaulttolerationseconds; openshift/api config/v1/types_node.go).
	toleration, tolerationSlow = 300, 60
	// conditionPad is what health checks add before they look again
	// (machine-api-operator and node-healthcheck-operator requeue a second late).
	conditionPad = 1
	// conditionDefault is how long a NodeHealthCheck waits that states no condition
	// (node-healthcheck-operator api/v1alpha1/nodehealthcheck_types.go).
	conditionDefault = 300
	// drain is a drain of a node that is gone, tried every 20 s (machine-api-operator drain_controller.go).
	drain = 25
	// podGC is how often pods of lost nodes are collected, quarantine how long a node must have been gone
	// (kubernetes pkg/controller/podgc/gc_controller.go).
	podGC, quarantine = 20, 40
	// forceDetach is when a volume is taken from a node that does not let go
	// (kubernetes attach_detach_controller.go maxWaitForUnmountDuration).
	forceDetach = 360
	// heartbeat is how long KubeVirt before 1.2 waited for its own agent on a node, with the interval at which it
	// looked (kubevirt pkg/virt-controller/watch/node/node.go; kubevirt/kubevirt#10961).
	heartbeat = 360
	// endpointSync is how long until kube-proxy follows (kube-proxy minSyncPeriod of 1 s, and the EndpointSlice before it).
	endpointSync = 2
	// agentTimeout is what KubeVirt adds to the time-out of a probe through the guest agent
	// (kubevirt pkg/virt-controller/services/rendercontainer.go).
	agentTimeout = 1
	// gracePeriodVM is how long a guest may take to shut down (KubeVirt's default of terminationGracePeriodSeconds).
	gracePeriodVM = 30
)

// The default numbers of a probe (kubevirt pkg/defaults/defaults.go).
const (
	probePeriod, probeTimeout, probeSuccess, probeFailure = 10, 1, 1, 3
)
