// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package v1alpha1

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// HighAvailabilityPlatform says what the cluster is like and which health checks
// of nodes and address pools it offers. It is written by the cluster's administrator.
//
// +kubebuilder:object:root=true
// +kubebuilder:resource:scope=Namespaced,path=highavailabilityplatforms
type HighAvailabilityPlatform struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`

	// Facts about the cluster, its address pools and the health checks of its nodes.
	// +required
	Spec HighAvailabilityPlatformSpec `json:"spec"`
}

// HighAvailabilityPlatformSpec describes one cluster.
type HighAvailabilityPlatformSpec struct {
	// Distribution of Kubernetes. It decides which health checks of nodes exist.
	// +required
	// +kubebuilder:validation:Enum=OpenShift;Kubernetes
	Distribution Distribution `json:"distribution"`

	// Version of Kubernetes, such as "1.33". A new release of vmha never changes this default.
	// +optional
	// +kubebuilder:default="1.31"
	// +kubebuilder:validation:Pattern=`^\d+\.\d+(\.\d+)?$`
	KubernetesVersion string `json:"kubernetesVersion,omitempty"`

	// Version of KubeVirt, such as "1.8.3": some facts hang on the patch level.
	// A new release of vmha never changes this default.
	// +optional
	// +kubebuilder:default="1.6"
	// +kubebuilder:validation:Pattern=`^\d+\.\d+(\.\d+)?$`
	KubevirtVersion string `json:"kubevirtVersion,omitempty"`

	// Version of MetalLB. Before 0.14.9 the Service is annotated with metallb.universe.tf/ instead of metallb.io/.
	// A new release of vmha never changes this default.
	// +optional
	// +kubebuilder:default="0.14.9"
	// +kubebuilder:validation:Pattern=`^\d+\.\d+(\.\d+)?$`
	MetallbVersion string `json:"metallbVersion,omitempty"`

	// Namespace in which MetalLB runs; its webhooks refuse pools elsewhere.
	// +optional
	// +kubebuilder:default=metallb-system
	// +kubebuilder:validation:MaxLength=63
	// +kubebuilder:validation:Pattern=`^[a-z0-9]([-a-z0-9]*[a-z0-9])?$`
	MetallbNamespace string `json:"metallbNamespace,omitempty"`

	// Number of nodes that may run the machines. Where it is not known, what needs it becomes a hint.
	// +optional
	// +kubebuilder:validation:Minimum=1
	WorkerNodes *int32 `json:"workerNodes,omitempty"`

	// Number of zones that these nodes stand in. More than one spreads machines over zones too.
	// +optional
	// +kubebuilder:validation:Minimum=1
	Zones *int32 `json:"zones,omitempty"`

	// Worker latency profile of OpenShift: how long until a silent node counts as lost.
	// +optional
	// +kubebuilder:default=Default
	// +kubebuilder:validation:Enum=Default;MediumUpdateAverageReaction;LowUpdateSlowReaction
	LatencyProfile LatencyProfile `json:"latencyProfile,omitempty"`

	// Address pools that many Services share: an IPAddressPool and an advertisement each.
	// +optional
	// +listType=map
	// +listMapKey=name
	Pools []Pool `json:"pools,omitempty"`

	// Who notices a dead node, and what is done about it.
	// +optional
	// +listType=map
	// +listMapKey=name
	NodeHealth []NodeHealth `json:"nodeHealth,omitempty"`
}

// Distribution of Kubernetes.
type Distribution string

// The distributions.
const (
	OpenShift  Distribution = "OpenShift"
	Kubernetes Distribution = "Kubernetes"
)

// LatencyProfile of OpenShift's workers.
type LatencyProfile string

// The latency profiles (openshift/api config/v1 types_node.go).
const (
	LatencyDefault LatencyProfile = "Default"
	LatencyMedium  LatencyProfile = "MediumUpdateAverageReaction"
	LatencyLow     LatencyProfile = "LowUpdateSlowReaction"
)

// Pool is a range of addresses that is announced to the network.
type Pool struct {
	// Name of the IPAddressPool and of its advertisement.
	// +required
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=253
	// +kubebuilder:validation:Pattern=`^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$`
	Name string `json:"name"`

	// Addresses: a CIDR (192.0.2.240/28) or a full range (192.0.2.240-192.0.2.250); a single address is a /32 or /128.
	// +required
	// +kubebuilder:validation:MinItems=1
	// +listType=set
	Addresses []string `json:"addresses"`

	// Whether MetalLB may give these addresses to any Service that asks for none in particular.
	// +optional
	// +kubebuilder:default=Disabled
	// +kubebuilder:validation:Enum=Enabled;Disabled
	AutoAssign Switch `json:"autoAssign,omitempty"`

	// How the addresses are announced.
	// +optional
	Advertisement *Advertisement `json:"advertisement,omitempty"`
}

// Switch is on or off, in words.
type Switch string

// The switch's positions.
const (
	Enabled  Switch = "Enabled"
	Disabled Switch = "Disabled"
)

// Advertisement says how addresses are announced.
type Advertisement struct {
	// Protocol: L2 answers ARP and NDP from one elected node.
	// +optional
	// +kubebuilder:default=L2
	// +kubebuilder:validation:Enum=L2
	Type AdvertisementType `json:"type,omitempty"`

	// Details of L2.
	// +optional
	L2 *L2 `json:"l2,omitempty"`
}

// AdvertisementType is the protocol of an advertisement.
type AdvertisementType string

// AdvertisementL2 announces addresses by ARP and NDP.
const AdvertisementL2 AdvertisementType = "L2"

// L2 restricts who answers for the addresses.
type L2 struct {
	// Network interfaces of the nodes that answer; all of them if empty.
	// +optional
	// +listType=set
	Interfaces []string `json:"interfaces,omitempty"`

	// Nodes that may answer; all of them if empty.
	// +optional
	// +listType=atomic
	NodeSelectors []metav1.LabelSelector `json:"nodeSelectors,omitempty"`
}

// NodeHealth is a health check of nodes with its remediation.
type NodeHealth struct {
	// Name of the health check.
	// +required
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=63
	// +kubebuilder:validation:Pattern=`^[a-z0-9]([-a-z0-9]*[a-z0-9])?$`
	Name string `json:"name"`

	// Kind of health check: MachineHealthCheck of OpenShift's Machine API.
	// +required
	// +kubebuilder:validation:Enum=MachineHealthCheck
	Type NodeHealthType `json:"type"`

	// Which Machines are watched. Default: the workers, never the control plane.
	// +optional
	Selector *metav1.LabelSelector `json:"selector,omitempty"`

	// How long a node may be unhealthy before it is remediated, such as 300s or 5m. Default 300s, or less where recoverWithin needs it.
	// +optional
	// +kubebuilder:validation:Pattern=`^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$`
	Timeout string `json:"timeout,omitempty"`

	// Target: a machine of a dead node that boots in a minute works again after this time, such as 10m. The timeout follows from it where none is stated.
	// +optional
	// +kubebuilder:validation:Pattern=`^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$`
	RecoverWithin string `json:"recoverWithin,omitempty"`

	// Storm guard: no remediation while more nodes than this are unhealthy. An integer: percentages round down to zero.
	// +optional
	// +kubebuilder:default=1
	// +kubebuilder:validation:Minimum=1
	MaxUnhealthy *int32 `json:"maxUnhealthy,omitempty"`

	// How long a new machine may take to become a node.
	// +optional
	// +kubebuilder:validation:Pattern=`^(0|([0-9]+(\.[0-9]+)?(ms|s|m|h))+)$`
	NodeStartupTimeout string `json:"nodeStartupTimeout,omitempty"`

	// What is done about an unhealthy node.
	// +optional
	Remediation *Remediation `json:"remediation,omitempty"`
}

// NodeHealthType is the kind of a health check.
type NodeHealthType string

// MachineHealthCheck is the health check of OpenShift's Machine API.
const MachineHealthCheck NodeHealthType = "MachineHealthCheck"

// Remediation says what is done about an unhealthy node.
type Remediation struct {
	// DeleteMachine deletes and replaces the Machine; TemplateRef creates a remediation from a template.
	// +optional
	// +kubebuilder:default=DeleteMachine
	// +kubebuilder:validation:Enum=DeleteMachine;TemplateRef
	Type RemediationType `json:"type,omitempty"`

	// Template of the remediation; only with type TemplateRef. It stands in the namespace of the Machines.
	// +optional
	TemplateRef *TemplateRef `json:"templateRef,omitempty"`
}

// RemediationType is the kind of a remediation.
type RemediationType string

// The kinds of remediations.
const (
	DeleteMachine         RemediationType = "DeleteMachine"
	RemediationByTemplate RemediationType = "TemplateRef"
)

// TemplateRef points at a remediation template.
type TemplateRef struct {
	// API version of the template, such as infrastructure.cluster.x-k8s.io/v1beta1.
	// +required
	// +kubebuilder:validation:MinLength=1
	APIVersion string `json:"apiVersion"`

	// Kind of the template, such as Metal3RemediationTemplate.
	// +required
	// +kubebuilder:validation:Pattern=`^[A-Z][A-Za-z0-9]*Template$`
	Kind string `json:"kind"`

	// Name of the template.
	// +required
	// +kubebuilder:validation:MinLength=1
	Name string `json:"name"`
}
