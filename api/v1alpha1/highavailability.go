// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package v1alpha1

import (
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// HighAvailability says which virtual machines form a group, how the group is
// reached and which failures it must survive. It is written by the application's owner.
//
// +kubebuilder:object:root=true
// +kubebuilder:resource:scope=Namespaced,path=highavailabilities
type HighAvailability struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`

	// What the group is and what it must survive.
	// +required
	Spec HighAvailabilitySpec `json:"spec"`
}

// HighAvailabilitySpec describes one group of machines.
type HighAvailabilitySpec struct {
	// The platform that the machines run on. Needed where a run holds several platforms.
	// +optional
	Platform *PlatformSource `json:"platform,omitempty"`

	// The machines: existing ones by selector, or new ones by template.
	// +required
	Machines Machines `json:"machines"`

	// How clients reach the machines. Absent: nobody does.
	// +optional
	LoadBalancing *LoadBalancing `json:"loadBalancing,omitempty"`

	// The failures that the group must survive.
	// +optional
	Survive Survive `json:"survive,omitempty"`

	// Where the machines may run.
	// +optional
	Placement *Placement `json:"placement,omitempty"`
}

// PlatformSource names a platform or holds one. Exactly one of its fields is set.
type PlatformSource struct {
	// Name of a HighAvailabilityPlatform of the input.
	// +optional
	// +kubebuilder:validation:MinLength=1
	Name string `json:"name,omitempty"`

	// The platform itself, for a run that sees nothing but this intent.
	// +optional
	Spec *HighAvailabilityPlatformSpec `json:"spec,omitempty"`
}

// Machines are existing ones (selector) or ones made here (template). Exactly one of the two is set.
type Machines struct {
	// Existing VirtualMachines of the input, by their own labels (metadata.labels), in the intent's namespace.
	// +optional
	Selector *metav1.LabelSelector `json:"selector,omitempty"`

	// Machines that are made here.
	// +optional
	Template *MachineTemplate `json:"template,omitempty"`

	// Facts about the guest operating system, for timings and checks.
	// +optional
	Guest Guest `json:"guest,omitempty"`
}

// MachineTemplate makes replicas of a machine: copies of one of the input (from), or new ones (the fields from instancetype to cloudInit).
type MachineTemplate struct {
	// Number of machines, named NAME-0 to NAME-(replicas-1) after the intent.
	// +required
	// +kubebuilder:validation:Minimum=1
	// +kubebuilder:validation:Maximum=10000
	Replicas int32 `json:"replicas"`

	// A VirtualMachine of the input that is copied for each replica, usually one marked config.kubernetes.io/local-config.
	// +optional
	From *MachineReference `json:"from,omitempty"`

	// Instance type: CPU and memory of the machine. Not with cpu and memory.
	// +optional
	Instancetype *InstancetypeReference `json:"instancetype,omitempty"`

	// Preference: devices that suit the guest.
	// +optional
	Preference *PreferenceReference `json:"preference,omitempty"`

	// Number of CPU cores. Not with instancetype.
	// +optional
	// +kubebuilder:validation:Minimum=1
	CPU *int32 `json:"cpu,omitempty"`

	// Memory of the guest, such as 4Gi. Not with instancetype.
	// +optional
	Memory *resource.Quantity `json:"memory,omitempty"`

	// Architecture of the machine. Default amd64. arm64 has no watchdog device.
	// +optional
	// +kubebuilder:validation:Enum=amd64;arm64;s390x
	Architecture Architecture `json:"architecture,omitempty"`

	// The disk that the machine boots from.
	// +optional
	RootDisk *RootDisk `json:"rootDisk,omitempty"`

	// What cloud-init does at the first start.
	// +optional
	CloudInit *CloudInit `json:"cloudInit,omitempty"`

	// Labels of the machine and of its template.
	// +optional
	Labels map[string]string `json:"labels,omitempty"`

	// Any fields of KubeVirt's VirtualMachineInstanceSpec. Disks, volumes, interfaces and networks are
	// merged by name and maps key by key; everything else replaces what is there.
	// +optional
	// +kubebuilder:validation:Type=object
	// +kubebuilder:pruning:PreserveUnknownFields
	// +kubebuilder:validation:Schemaless
	Spec *runtime.RawExtension `json:"spec,omitempty"`

	// What differs from replica to replica: host name, MAC address, network data, an existing claim.
	// +optional
	// +listType=map
	// +listMapKey=name
	PerReplica []Replica `json:"perReplica,omitempty"`

	// Whether a machine that is no longer wanted stays in the manifests (Retain) or goes, with its disks (Delete).
	// +optional
	// +kubebuilder:default=Retain
	// +kubebuilder:validation:Enum=Retain;Delete
	DeletionPolicy DeletionPolicy `json:"deletionPolicy,omitempty"`
}

// Architecture of a machine, in Go's words.
type Architecture string

// The architectures that KubeVirt runs on.
const (
	AMD64 Architecture = "amd64"
	ARM64 Architecture = "arm64"
	S390X Architecture = "s390x"
)

// DeletionPolicy says what becomes of a machine that is no longer wanted.
type DeletionPolicy string

// The deletion policies.
const (
	Retain DeletionPolicy = "Retain"
	Delete DeletionPolicy = "Delete"
)

// MachineReference names a VirtualMachine of the input, in the intent's namespace.
type MachineReference struct {
	// Name of the VirtualMachine.
	// +required
	// +kubebuilder:validation:MinLength=1
	Name string `json:"name"`
}

// InstancetypeReference names an instance type.
type InstancetypeReference struct {
	// Name of the instance type.
	// +required
	// +kubebuilder:validation:MinLength=1
	Name string `json:"name"`

	// Kind of the instance type.
	// +optional
	// +kubebuilder:default=VirtualMachineClusterInstancetype
	// +kubebuilder:validation:Enum=VirtualMachineClusterInstancetype;VirtualMachineInstancetype
	Kind string `json:"kind,omitempty"`
}

// PreferenceReference names a preference.
type PreferenceReference struct {
	// Name of the preference.
	// +required
	// +kubebuilder:validation:MinLength=1
	Name string `json:"name"`

	// Kind of the preference.
	// +optional
	// +kubebuilder:default=VirtualMachineClusterPreference
	// +kubebuilder:validation:Enum=VirtualMachineClusterPreference;VirtualMachinePreference
	Kind string `json:"kind,omitempty"`
}

// RootDisk is the disk that a machine boots from.
type RootDisk struct {
	// Where the content comes from.
	// +required
	Source DiskSource `json:"source"`

	// Size of the disk, such as 30Gi. Needed for every source but ContainerDisk.
	// +optional
	Size *resource.Quantity `json:"size,omitempty"`

	// Storage class. Default: the cluster's.
	// +optional
	// +kubebuilder:validation:MinLength=1
	StorageClassName *string `json:"storageClassName,omitempty"`

	// Access modes. Default ReadWriteMany, without which a machine cannot be migrated live. Not with ContainerDisk.
	// +optional
	// +kubebuilder:validation:MinItems=1
	// +kubebuilder:validation:items:Enum=ReadWriteMany;ReadWriteOnce;ReadWriteOncePod
	// +listType=set
	AccessModes []corev1.PersistentVolumeAccessMode `json:"accessModes,omitempty"`

	// Volume mode. Default Block with ReadWriteMany, else what the storage profile says. Not with ContainerDisk.
	// +optional
	// +kubebuilder:validation:Enum=Block;Filesystem
	VolumeMode *corev1.PersistentVolumeMode `json:"volumeMode,omitempty"`
}

// DiskSource is where the content of a disk comes from: the field named like its type is set.
type DiskSource struct {
	// Kind of source.
	// +required
	// +kubebuilder:validation:Enum=ContainerDisk;DataSource;Registry;HTTP;PersistentVolumeClaim
	Type DiskSourceType `json:"type"`

	// A disk in a container image. It is lost with every restart of the machine.
	// +optional
	ContainerDisk *ContainerDiskSource `json:"containerDisk,omitempty"`

	// A DataSource of the containerized data importer, such as a golden image.
	// +optional
	DataSource *ObjectReference `json:"dataSource,omitempty"`

	// An image in a registry that is imported into a volume.
	// +optional
	Registry *URLSource `json:"registry,omitempty"`

	// An image behind a URL that is imported into a volume.
	// +optional
	HTTP *URLSource `json:"http,omitempty"`

	// A claim that is cloned.
	// +optional
	PersistentVolumeClaim *ObjectReference `json:"persistentVolumeClaim,omitempty"`
}

// DiskSourceType is the kind of a disk's source.
type DiskSourceType string

// The kinds of sources.
const (
	ContainerDisk         DiskSourceType = "ContainerDisk"
	DataSource            DiskSourceType = "DataSource"
	Registry              DiskSourceType = "Registry"
	HTTP                  DiskSourceType = "HTTP"
	PersistentVolumeClaim DiskSourceType = "PersistentVolumeClaim"
)

// ContainerDiskSource is a disk in a container image.
type ContainerDiskSource struct {
	// Image, such as quay.io/containerdisks/fedora:41.
	// +required
	// +kubebuilder:validation:MinLength=1
	Image string `json:"image"`
}

// URLSource is a place to import from.
type URLSource struct {
	// URL of the image: docker://… for a registry, https://… for HTTP.
	// +required
	// +kubebuilder:validation:Pattern=`^[a-z-]+://.+`
	URL string `json:"url"`
}

// ObjectReference names an object, perhaps in another namespace.
type ObjectReference struct {
	// Name of the object.
	// +required
	// +kubebuilder:validation:MinLength=1
	Name string `json:"name"`

	// Namespace of the object. Default: the machine's.
	// +optional
	// +kubebuilder:validation:MinLength=1
	Namespace string `json:"namespace,omitempty"`
}

// CloudInit is the user data of cloud-init. Exactly one of its fields is set.
type CloudInit struct {
	// The user data as text. More than 2048 bytes go into a Secret, for KubeVirt takes no more.
	// +optional
	// +kubebuilder:validation:MinLength=1
	UserData string `json:"userData,omitempty"`

	// A Secret that holds the user data under the key userdata.
	// +optional
	SecretRef *SecretReference `json:"secretRef,omitempty"`
}

// SecretReference names a Secret in the machine's namespace.
type SecretReference struct {
	// Name of the Secret.
	// +required
	// +kubebuilder:validation:MinLength=1
	Name string `json:"name"`
}

// Replica is what one replica has of its own.
type Replica struct {
	// Name of the replica: NAME-0, NAME-1 and so on, after the intent.
	// +required
	// +kubebuilder:validation:MinLength=1
	Name string `json:"name"`

	// Fields of KubeVirt's VirtualMachineInstanceSpec, merged like template.spec and after it.
	// +required
	// +kubebuilder:validation:Type=object
	// +kubebuilder:pruning:PreserveUnknownFields
	// +kubebuilder:validation:Schemaless
	Spec *runtime.RawExtension `json:"spec"`
}

// Guest holds facts about the guest operating system.
type Guest struct {
	// Operating system.
	// +optional
	// +kubebuilder:default=Linux
	// +kubebuilder:validation:Enum=Linux;Windows
	OS GuestOS `json:"os,omitempty"`

	// How long the guest takes to boot, in the worst case.
	// +optional
	// +kubebuilder:default="60s"
	// +kubebuilder:validation:Pattern=`^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$`
	BootTime string `json:"bootTime,omitempty"`

	// The QEMU guest agent. Install adds it by cloud-init (Fedora, RHEL and their kin, Debian, Ubuntu; with template only).
	// +optional
	// +kubebuilder:default=Unknown
	// +kubebuilder:validation:Enum=Unknown;Installed;Absent;Install
	Agent GuestSoftware `json:"agent,omitempty"`

	// The daemon that feeds the watchdog. Install adds it by cloud-init (Fedora, RHEL and their kin, Debian, Ubuntu; with template only).
	// +optional
	// +kubebuilder:default=Unknown
	// +kubebuilder:validation:Enum=Unknown;Installed;Absent;Install
	WatchdogDaemon GuestSoftware `json:"watchdogDaemon,omitempty"`
}

// GuestOS is an operating system.
type GuestOS string

// The operating systems.
const (
	Linux   GuestOS = "Linux"
	Windows GuestOS = "Windows"
)

// GuestSoftware says whether a program is in the guest.
type GuestSoftware string

// What may be known of a program in the guest.
const (
	Unknown   GuestSoftware = "Unknown"
	Installed GuestSoftware = "Installed"
	Absent    GuestSoftware = "Absent"
	Install   GuestSoftware = "Install"
)

// LoadBalancing says how clients reach the machines.
type LoadBalancing struct {
	// Type of the Service.
	// +optional
	// +kubebuilder:default=LoadBalancer
	// +kubebuilder:validation:Enum=LoadBalancer;NodePort;ClusterIP
	Type corev1.ServiceType `json:"type,omitempty"`

	// Ports of the Service.
	// +required
	// +kubebuilder:validation:MinItems=1
	// +listType=atomic
	Ports []Port `json:"ports"`

	// A client keeps its machine. Absent: it does not.
	// +optional
	StickySessions *StickySessions `json:"stickySessions,omitempty"`

	// Local keeps the client's address; with L2 only the machines on the announcing node then get traffic. Default Cluster. Not with ClusterIP.
	// +optional
	// +kubebuilder:validation:Enum=Cluster;Local
	ExternalTrafficPolicy corev1.ServiceExternalTrafficPolicy `json:"externalTrafficPolicy,omitempty"`

	// Clients that may connect, as CIDRs. Only with LoadBalancer.
	// +optional
	// +listType=set
	LoadBalancerSourceRanges []string `json:"loadBalancerSourceRanges,omitempty"`

	// Class of the load balancer, where the cluster has several. Only with LoadBalancer.
	// +optional
	// +kubebuilder:validation:MinLength=1
	LoadBalancerClass *string `json:"loadBalancerClass,omitempty"`

	// IPv4, IPv6 or both.
	// +optional
	// +kubebuilder:validation:Enum=SingleStack;PreferDualStack;RequireDualStack
	IPFamilyPolicy *corev1.IPFamilyPolicy `json:"ipFamilyPolicy,omitempty"`

	// A pool of addresses for this Service alone: CIDRs (192.0.2.240/28) or full ranges (192.0.2.240-192.0.2.250). Not with pool; only with LoadBalancer.
	// +optional
	// +kubebuilder:validation:MinItems=1
	// +listType=set
	Addresses []string `json:"addresses,omitempty"`

	// A pool of the platform, or one that exists elsewhere. Not with addresses; only with LoadBalancer.
	// +optional
	Pool *PoolReference `json:"pool,omitempty"`

	// Addresses to ask for, at most one of a family. Only with LoadBalancer.
	// +optional
	// +kubebuilder:validation:MinItems=1
	// +kubebuilder:validation:MaxItems=2
	// +listType=set
	IPs []string `json:"ips,omitempty"`
}

// Port is a port of the Service and of the machines behind it.
type Port struct {
	// Name of the port. Default: protocol and port, such as tcp-80.
	// +optional
	// +kubebuilder:validation:MaxLength=15
	// +kubebuilder:validation:Pattern=`^[a-z0-9]([-a-z0-9]*[a-z0-9])?$`
	Name string `json:"name,omitempty"`

	// Port that clients connect to.
	// +required
	// +kubebuilder:validation:Minimum=1
	// +kubebuilder:validation:Maximum=65535
	Port int32 `json:"port"`

	// Port of the guest, as a number or as the name of a port of the machines' interface. Default: port.
	// +optional
	// +kubebuilder:validation:XIntOrString
	TargetPort *intstr.IntOrString `json:"targetPort,omitempty"`

	// Protocol.
	// +optional
	// +kubebuilder:default=TCP
	// +kubebuilder:validation:Enum=TCP;UDP
	Protocol corev1.Protocol `json:"protocol,omitempty"`

	// Protocol of the application, such as http.
	// +optional
	// +kubebuilder:validation:MinLength=1
	AppProtocol *string `json:"appProtocol,omitempty"`
}

// StickySessions keeps each client, by its address, on one machine.
type StickySessions struct {
	// How long after its last connection a client keeps its machine.
	// +optional
	// +kubebuilder:default=10800
	// +kubebuilder:validation:Minimum=1
	// +kubebuilder:validation:Maximum=86400
	TimeoutSeconds *int32 `json:"timeoutSeconds,omitempty"`
}

// PoolReference names a pool of addresses.
type PoolReference struct {
	// Name of the pool.
	// +required
	// +kubebuilder:validation:MinLength=1
	Name string `json:"name"`
}

// Survive lists the failures that the group must survive. A failure that is not listed is not provided for.
type Survive struct {
	// The application hangs.
	// +optional
	ApplicationFailure *ApplicationFailure `json:"applicationFailure,omitempty"`

	// The guest operating system hangs.
	// +optional
	GuestHang *GuestHang `json:"guestHang,omitempty"`

	// A node is drained for maintenance.
	// +optional
	NodeDrain *NodeDrain `json:"nodeDrain,omitempty"`

	// A node dies.
	// +optional
	NodeFailure *NodeFailure `json:"nodeFailure,omitempty"`
}

// ApplicationFailure says how a hanging application is noticed.
type ApplicationFailure struct {
	// When clients are sent to this machine. Default: its first TCP port of loadBalancing accepts connections.
	// +optional
	Readiness *Probe `json:"readiness,omitempty"`

	// When the machine is restarted. Default: never. Exactly one handler is stated; numbers left out come from guest.bootTime and the memory.
	// +optional
	Liveness *Probe `json:"liveness,omitempty"`

	// Target: a machine whose application hangs gets no clients any more after this time, such as 30s. Numbers of the probes that are not stated follow from it.
	// With one machine: the application answers again.
	// +optional
	// +kubebuilder:validation:Pattern=`^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$`
	Within string `json:"within,omitempty"`
}

// Probe is a probe as KubeVirt knows it. At most one of its handlers is set.
type Probe struct {
	// Ask by HTTP.
	// +optional
	HTTPGet *corev1.HTTPGetAction `json:"httpGet,omitempty"`

	// Open a TCP connection.
	// +optional
	TCPSocket *corev1.TCPSocketAction `json:"tcpSocket,omitempty"`

	// Run a command in the guest, through the guest agent.
	// +optional
	Exec *corev1.ExecAction `json:"exec,omitempty"`

	// Ping the guest agent.
	// +optional
	GuestAgentPing *GuestAgentPing `json:"guestAgentPing,omitempty"`

	// Seconds between two probes.
	// +optional
	// +kubebuilder:validation:Minimum=1
	PeriodSeconds *int32 `json:"periodSeconds,omitempty"`

	// Seconds until a probe without an answer has failed. Not longer than the period.
	// +optional
	// +kubebuilder:validation:Minimum=1
	TimeoutSeconds *int32 `json:"timeoutSeconds,omitempty"`

	// Failures in a row until the probe counts as failed.
	// +optional
	// +kubebuilder:validation:Minimum=1
	FailureThreshold *int32 `json:"failureThreshold,omitempty"`

	// Successes in a row until the probe counts as passed. 1 for liveness.
	// +optional
	// +kubebuilder:validation:Minimum=1
	SuccessThreshold *int32 `json:"successThreshold,omitempty"`

	// Seconds after the start until the first probe. KubeVirt adds 10.
	// +optional
	// +kubebuilder:validation:Minimum=0
	InitialDelaySeconds *int32 `json:"initialDelaySeconds,omitempty"`
}

// GuestAgentPing asks the guest agent for a sign of life.
type GuestAgentPing struct{}

// GuestHang says how a hanging guest is noticed and what is done about it.
type GuestHang struct {
	// The watchdog device.
	// +optional
	Watchdog *Watchdog `json:"watchdog,omitempty"`

	// Target: a machine whose guest hangs works again after this time, such as 5m. Numbers of the liveness probe that are not stated follow from it.
	// +optional
	// +kubebuilder:validation:Pattern=`^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$`
	Within string `json:"within,omitempty"`
}

// Watchdog is a device that fires when the guest stops feeding it.
type Watchdog struct {
	// What happens then: poweroff starts a new instance, perhaps elsewhere; reset restarts the guest in place; shutdown asks the guest, which hangs. Default poweroff.
	// +optional
	// +kubebuilder:validation:Enum=poweroff;reset;shutdown
	Action WatchdogAction `json:"action,omitempty"`
}

// WatchdogAction is what a watchdog does, in KubeVirt's words.
type WatchdogAction string

// The actions of a watchdog.
const (
	Poweroff WatchdogAction = "poweroff"
	Reset    WatchdogAction = "reset"
	Shutdown WatchdogAction = "shutdown"
)

// NodeDrain says what becomes of the machines of a node that is drained.
type NodeDrain struct {
	// What an eviction does. Default LiveMigrate.
	// +optional
	// +kubebuilder:validation:Enum=LiveMigrate;LiveMigrateIfPossible;External;None
	EvictionStrategy EvictionStrategy `json:"evictionStrategy,omitempty"`

	// Machines that must stay up during evictions: makes a PodDisruptionBudget. KubeVirt 1.6 or later.
	// +optional
	// +kubebuilder:validation:Minimum=1
	MinAvailable *int32 `json:"minAvailable,omitempty"`
}

// EvictionStrategy is what an eviction does, in KubeVirt's words.
type EvictionStrategy string

// The eviction strategies.
const (
	LiveMigrate           EvictionStrategy = "LiveMigrate"
	LiveMigrateIfPossible EvictionStrategy = "LiveMigrateIfPossible"
	EvictExternal         EvictionStrategy = "External"
	EvictNone             EvictionStrategy = "None"
)

// NodeFailure says how the machines of a dead node come back.
type NodeFailure struct {
	// Run strategy. Default Always; RerunOnFailure leaves a machine off that shut itself down.
	// +optional
	// +kubebuilder:validation:Enum=Always;RerunOnFailure
	RunStrategy RunStrategy `json:"runStrategy,omitempty"`

	// Health check of the platform that fences the node. Default: its only one; where it has none, those of the input count, such as a NodeHealthCheck.
	// +optional
	NodeHealth *NodeHealthReference `json:"nodeHealth,omitempty"`

	// External asserts that somebody else fences dead nodes. Not with nodeHealth.
	// +optional
	// +kubebuilder:validation:Enum=External
	Fencing Fencing `json:"fencing,omitempty"`

	// Seconds that a machine stays bound to a node that is lost. Default: the cluster's, 300, or what within needs.
	// +optional
	// +kubebuilder:validation:Minimum=0
	TolerationSeconds *int64 `json:"tolerationSeconds,omitempty"`

	// Target: a machine of a dead node works again after this time, such as 10m. It is checked against the health checks of the platform, which it does not change.
	// Default: recoverWithin of the platform's health check, if it has one.
	// +optional
	// +kubebuilder:validation:Pattern=`^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$`
	Within string `json:"within,omitempty"`

	// Target: clients are answered again after this time, by the machines of other nodes, such as 60s.
	// +optional
	// +kubebuilder:validation:Pattern=`^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$`
	ServiceWithin string `json:"serviceWithin,omitempty"`
}

// RunStrategy is when a machine runs, in KubeVirt's words.
type RunStrategy string

// The run strategies that bring a machine back.
const (
	Always         RunStrategy = "Always"
	RerunOnFailure RunStrategy = "RerunOnFailure"
)

// Fencing says who fences dead nodes.
type Fencing string

// FencingExternal asserts that somebody else fences dead nodes.
const FencingExternal Fencing = "External"

// NodeHealthReference names a health check of the platform.
type NodeHealthReference struct {
	// Name of the health check.
	// +required
	// +kubebuilder:validation:MinLength=1
	Name string `json:"name"`
}

// Placement says where the machines may run.
type Placement struct {
	// Whether machines of the group avoid each other's nodes, and zones where the platform has several. Default Preferred with two machines or more.
	// +optional
	// +kubebuilder:validation:Enum=Preferred;Required;None
	Spread Spread `json:"spread,omitempty"`

	// Priority class of the machines.
	// +optional
	// +kubebuilder:validation:MinLength=1
	PriorityClassName string `json:"priorityClassName,omitempty"`
}

// Spread says how hard the machines of a group avoid each other.
type Spread string

// The ways to spread.
const (
	SpreadPreferred Spread = "Preferred"
	SpreadRequired  Spread = "Required"
	SpreadNone      Spread = "None"
)
