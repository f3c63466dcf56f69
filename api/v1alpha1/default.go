// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package v1alpha1

import corev1 "k8s.io/api/core/v1"

// The defaults that are facts rather than decisions. They repeat the markers
// +kubebuilder:default, which a test compares with them. Defaults that must yield
// to what a machine already says (run strategy, probes, watchdog ...) have no
// marker: package plan knows them.
const (
	DefaultKubernetesVersion = "1.31"
	DefaultKubevirtVersion   = "1.6"
	DefaultMetallbVersion    = "0.14.9"
	DefaultMetallbNamespace  = "metallb-system"
	DefaultHealthTimeout     = "300s"
	DefaultMaxUnhealthy      = int32(1)
	DefaultStickySeconds     = int32(10800)
	DefaultBootTime          = "60s"
)

// Default fills the fields that were left out.
func (p *HighAvailabilityPlatformSpec) Default() {
	setDefault(&p.KubernetesVersion, DefaultKubernetesVersion)
	setDefault(&p.KubevirtVersion, DefaultKubevirtVersion)
	setDefault(&p.MetallbVersion, DefaultMetallbVersion)
	setDefault(&p.MetallbNamespace, DefaultMetallbNamespace)
	setDefault(&p.LatencyProfile, LatencyDefault)
	for i := range p.Pools {
		pool := &p.Pools[i]
		setDefault(&pool.AutoAssign, Disabled)
		if pool.Advertisement != nil {
			setDefault(&pool.Advertisement.Type, AdvertisementL2)
		}
	}
	for i := range p.NodeHealth {
		health := &p.NodeHealth[i]
		setDefaultPointer(&health.MaxUnhealthy, DefaultMaxUnhealthy)
		if health.Remediation != nil {
			setDefault(&health.Remediation.Type, DeleteMachine)
		}
	}
}

// Default fills the fields that were left out.
func (c *HighAvailabilityCheckSpec) Default() {
	setDefault(&c.FailOn, FailOnError)
}

// Default fills the fields that were left out.
func (h *HighAvailabilitySpec) Default() {
	if h.Platform != nil && h.Platform.Spec != nil {
		h.Platform.Spec.Default()
	}
	guest := &h.Machines.Guest
	setDefault(&guest.OS, Linux)
	setDefault(&guest.BootTime, DefaultBootTime)
	setDefault(&guest.Agent, Unknown)
	setDefault(&guest.WatchdogDaemon, Unknown)
	if t := h.Machines.Template; t != nil {
		setDefault(&t.DeletionPolicy, Retain)
		if t.Instancetype != nil {
			setDefault(&t.Instancetype.Kind, "VirtualMachineClusterInstancetype")
		}
		if t.Preference != nil {
			setDefault(&t.Preference.Kind, "VirtualMachineClusterPreference")
		}
	}
	if lb := h.LoadBalancing; lb != nil {
		setDefault(&lb.Type, corev1.ServiceTypeLoadBalancer)
		for i := range lb.Ports {
			setDefault(&lb.Ports[i].Protocol, corev1.ProtocolTCP)
		}
		if lb.StickySessions != nil {
			setDefaultPointer(&lb.StickySessions.TimeoutSeconds, DefaultStickySeconds)
		}
	}
}

// Default fills the fields that were left out.
func (o *RenderOptionsSpec) Default() {
	setDefault(&o.Scope, ScopeAll)
	setDefault(&o.Check, CheckWarning)
	setDefault(&o.Prune, PruneOwned)
	setDefault(&o.Layout, LayoutPerIntent)
}

func setDefault[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

func setDefaultPointer[T any](field **T, value T) {
	if *field == nil {
		*field = &value
	}
}
