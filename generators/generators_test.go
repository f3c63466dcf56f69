// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package generators_test

import (
	"testing"
	"time"

	machinev1beta1 "github.com/openshift/api/machine/v1beta1"
	"github.com/stretchr/testify/require"
	metallb "go.universe.tf/metallb/api/v1beta1"
	corev1 "k8s.io/api/core/v1"
	policyv1 "k8s.io/api/policy/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/generators"
	"vmha.dev/vmha/plan"
)

var source = plan.Source{Intent: plan.Ref{Kind: "HighAvailability", Namespace: "shop", Name: "web"}, Field: "spec.of.the.test"}

func group() plan.Group {
	return plan.Group{Intent: source.Intent, Name: "web", Namespace: "shop", Selector: map[string]string{"app": "web"}}
}

// TestRunOnNothing: a plan without decisions makes nothing.
func TestRunOnNothing(t *testing.T) {
	require.Empty(t, generators.Run(plan.Plan{}))
	require.Empty(t, generators.Run(plan.Plan{Groups: []plan.Group{group()}}))
}

// TestRunNamesObjects: every object has the reference, the scope and the source that it is kept by.
func TestRunNamesObjects(t *testing.T) {
	g := group()
	g.Service, g.Budget = &plan.Service{Source: source}, &plan.Budget{Source: source, MinAvailable: 1}
	objects := generators.Run(plan.Plan{
		Groups:       []plan.Group{g},
		Pools:        []plan.Pool{{Source: source, Name: "shop.web", Namespace: "metallb"}},
		HealthChecks: []plan.HealthCheck{{Source: source, Name: "workers"}},
	})
	want := []plan.Object{
		{Ref: plan.Ref{APIVersion: "v1", Kind: "Service", Namespace: "shop", Name: "web"}, Scope: plan.Application},
		{Ref: plan.Ref{APIVersion: "policy/v1", Kind: "PodDisruptionBudget", Namespace: "shop", Name: "web"}, Scope: plan.Application},
		{Ref: plan.Ref{APIVersion: "metallb.io/v1beta1", Kind: "IPAddressPool", Namespace: "metallb", Name: "shop.web"}, Scope: plan.Infrastructure},
		{Ref: plan.Ref{APIVersion: "metallb.io/v1beta1", Kind: "L2Advertisement", Namespace: "metallb", Name: "shop.web"}, Scope: plan.Infrastructure},
		{Ref: plan.Ref{APIVersion: "machine.openshift.io/v1beta1", Kind: "MachineHealthCheck", Namespace: "openshift-machine-api", Name: "workers"}, Scope: plan.Infrastructure},
	}
	require.Len(t, objects, len(want))
	for i, object := range objects {
		require.Equal(t, source, object.Source)
		require.False(t, object.Retain)
		require.NotNil(t, object.Value)
		require.Equal(t, want[i].Ref, object.Ref)
		require.Equal(t, want[i].Scope, object.Scope)
	}
}

func TestService(t *testing.T) {
	sticky := int32(600)
	g := group()
	g.Service = &plan.Service{
		Source: source, Type: corev1.ServiceTypeLoadBalancer, Annotations: map[string]string{"metallb.io/address-pool": "shop.web"},
		Ports:         []corev1.ServicePort{{Name: "http", Port: 80, TargetPort: intstr.FromString("web")}},
		StickySeconds: &sticky, IPFamilies: []corev1.IPFamily{corev1.IPv6Protocol},
	}
	service := generators.Services(plan.Plan{Groups: []plan.Group{g}})[0].Value.(*corev1.Service)
	require.Equal(t, g.Selector, service.Spec.Selector)
	require.Equal(t, g.Service.Ports, service.Spec.Ports)
	require.Equal(t, "shop.web", service.Annotations["metallb.io/address-pool"])
	require.Equal(t, corev1.ServiceAffinityClientIP, service.Spec.SessionAffinity)
	require.Equal(t, &sticky, service.Spec.SessionAffinityConfig.ClientIP.TimeoutSeconds)
	require.Equal(t, g.Service.IPFamilies, service.Spec.IPFamilies)

	g.Service.StickySeconds = nil
	service = generators.Services(plan.Plan{Groups: []plan.Group{g}})[0].Value.(*corev1.Service)
	require.Empty(t, service.Spec.SessionAffinity)
	require.Nil(t, service.Spec.SessionAffinityConfig, "Kubernetes erases it without a word where the affinity is None")
}

func TestPodDisruptionBudget(t *testing.T) {
	g := group()
	g.Budget = &plan.Budget{Source: source, MinAvailable: 2}
	budget := generators.PodDisruptionBudgets(plan.Plan{Groups: []plan.Group{g, group()}})[0].Value.(*policyv1.PodDisruptionBudget)
	require.Equal(t, intstr.FromInt32(2), *budget.Spec.MinAvailable, "an integer: a percentage blocks every eviction")
	require.Nil(t, budget.Spec.MaxUnavailable)
	require.Equal(t, g.Selector, budget.Spec.Selector.MatchLabels)
	require.Equal(t, policyv1.AlwaysAllow, *budget.Spec.UnhealthyPodEvictionPolicy)
}

func TestPoolAndAdvertisement(t *testing.T) {
	p := plan.Plan{Pools: []plan.Pool{{
		Source: source, Name: "dmz", Namespace: "metallb", Addresses: []string{"192.0.2.0/28"}, AutoAssign: true,
		Interfaces: []string{"eth1"}, Nodes: []metav1.LabelSelector{{MatchLabels: map[string]string{"rack": "a"}}},
	}, {Source: source, Name: "own", Namespace: "metallb", Addresses: []string{"192.0.2.32/28"}}}}
	pools, advertisements := generators.IPAddressPools(p), generators.L2Advertisements(p)
	require.Len(t, pools, 2)
	require.Len(t, advertisements, 2)
	first, second := pools[0].Value.(*metallb.IPAddressPool), pools[1].Value.(*metallb.IPAddressPool)
	require.True(t, *first.Spec.AutoAssign)
	require.False(t, *second.Spec.AutoAssign, "a pool of one Service is for that alone; MetalLB's default is true")
	advertisement := advertisements[0].Value.(*metallb.L2Advertisement)
	require.Equal(t, []string{"dmz"}, advertisement.Spec.IPAddressPools, "one that names no pool announces everybody's")
	require.Equal(t, p.Pools[0].Interfaces, advertisement.Spec.Interfaces)
	require.Equal(t, p.Pools[0].Nodes, advertisement.Spec.NodeSelectors)
}

func TestMachineHealthCheck(t *testing.T) {
	timeout := metav1.Duration{Duration: 90 * time.Second}
	check := plan.HealthCheck{
		Source: source, Name: "metal", Timeout: timeout, MaxUnhealthy: 2, NodeStartupTimeout: &metav1.Duration{},
		Selector: metav1.LabelSelector{MatchLabels: map[string]string{"rack": "a"}},
		Template: &v1alpha1.TemplateRef{APIVersion: "infrastructure.cluster.x-k8s.io/v1beta1", Kind: "Metal3RemediationTemplate", Name: "cycle"},
	}
	spec := generators.MachineHealthChecks(plan.Plan{HealthChecks: []plan.HealthCheck{check}})[0].Value.(*machinev1beta1.MachineHealthCheck).Spec
	require.Equal(t, check.Selector, spec.Selector)
	require.Equal(t, []machinev1beta1.UnhealthyCondition{
		{Type: corev1.NodeReady, Status: corev1.ConditionFalse, Timeout: timeout},
		{Type: corev1.NodeReady, Status: corev1.ConditionUnknown, Timeout: timeout},
	}, spec.UnhealthyConditions, "a node without power is Unknown; a condition without status never fires")
	require.Equal(t, intstr.FromInt32(2), *spec.MaxUnhealthy)
	require.Equal(t, "openshift-machine-api", spec.RemediationTemplate.Namespace)
	require.Equal(t, "cycle", spec.RemediationTemplate.Name)

	check.Template, check.NodeStartupTimeout = nil, nil
	spec = generators.MachineHealthChecks(plan.Plan{HealthChecks: []plan.HealthCheck{check}})[0].Value.(*machinev1beta1.MachineHealthCheck).Spec
	require.Nil(t, spec.RemediationTemplate, "the Machine is deleted")
	require.Nil(t, spec.NodeStartupTimeout)
}
