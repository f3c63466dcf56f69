// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"slices"
	"strconv"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"

	"vmha.dev/vmha/api/v1alpha1"
)

// Platform is a cluster with its pools and health checks, resolved.
type Platform struct {
	Intent           Ref
	Distribution     v1alpha1.Distribution // empty where no platform is known
	Kubernetes       Version
	Latency          v1alpha1.LatencyProfile
	KubeVirt         Version
	MetalLB          Version
	MetallbNamespace string
	WorkerNodes      int32 // 0 where not known
	Zones            int32 // 0 where not known
	Pools            []Pool
	HealthChecks     []HealthCheck
	// prefix leads to the platform's fields in its intent.
	prefix string
}

// Pool is a pool of addresses with its advertisement.
type Pool struct {
	Source     Source
	Name       string
	Namespace  string
	Addresses  []string
	Ranges     []Range
	AutoAssign bool
	Interfaces []string
	Nodes      []metav1.LabelSelector
}

// HealthCheck is a health check of nodes.
type HealthCheck struct {
	Source   Source
	Name     string
	Selector metav1.LabelSelector
	Timeout  metav1.Duration
	// TimeoutSource is the field that says the time-out, or that it follows from; TimeoutStated is false for the default.
	TimeoutSource Source
	TimeoutStated bool
	// RecoverWithin is the target for a machine of a dead node; empty for none.
	RecoverWithin      string
	MaxUnhealthy       int32
	NodeStartupTimeout *metav1.Duration
	// Template is the remediation template; nil deletes the Machine.
	Template *v1alpha1.TemplateRef
}

// MachineAPINamespace is where the Machines of OpenShift live; a health check sees
// only its own namespace (openshift machine-api-operator machinehealthcheck_controller.go).
const MachineAPINamespace = "openshift-machine-api"

// minTimeout is below the time of an ordinary restart of a node's kubelet.
const minTimeout = 30 * time.Second

// unknownPlatform stands in where a run has no platform: the defaults, and no facts.
func unknownPlatform() *Platform {
	var spec v1alpha1.HighAvailabilityPlatformSpec
	spec.Default()
	return platformOf(spec, "", reporter{findings: &[]Finding{}})
}

// platformOf resolves a platform. The prefix leads to its fields in the intent: "spec.", or "spec.platform.spec.".
func platformOf(spec v1alpha1.HighAvailabilityPlatformSpec, prefix string, r reporter) *Platform {
	p := &Platform{
		Intent:           r.intent,
		Distribution:     spec.Distribution,
		Kubernetes:       ParseVersion(spec.KubernetesVersion),
		Latency:          spec.LatencyProfile,
		prefix:           prefix,
		KubeVirt:         ParseVersion(spec.KubevirtVersion),
		MetalLB:          ParseVersion(spec.MetallbVersion),
		MetallbNamespace: spec.MetallbNamespace,
		WorkerNodes:      valueOf(spec.WorkerNodes),
		Zones:            valueOf(spec.Zones),
	}
	for _, pool := range spec.Pools {
		p.Pools = append(p.Pools, p.pool(pool, prefix+"pools", r.elem(prefix+"pools", "name", pool.Name)))
	}
	for _, health := range spec.NodeHealth {
		p.HealthChecks = append(p.HealthChecks, p.healthCheck(health, prefix+"nodeHealth", r.elem(prefix+"nodeHealth", "name", health.Name)))
	}
	return p
}

func (p *Platform) pool(pool v1alpha1.Pool, field string, r reporter) Pool {
	resolved := Pool{
		Source: r.source(field), Name: pool.Name, Namespace: p.MetallbNamespace,
		Addresses: pool.Addresses, Ranges: ranges(pool.Addresses, field+".addresses", r),
		AutoAssign: pool.AutoAssign == v1alpha1.Enabled,
	}
	if pool.Advertisement != nil && pool.Advertisement.L2 != nil {
		resolved.Interfaces = pool.Advertisement.L2.Interfaces
		resolved.Nodes = pool.Advertisement.L2.NodeSelectors
	}
	return resolved
}

func ranges(addresses []string, field string, r reporter) []Range {
	var parsed []Range
	for i, address := range addresses {
		r := r.elem(field, "", strconv.Itoa(i))
		rng, err := ParseRange(address)
		if err != nil {
			r.errorf("bad-address-range", field, "%v", err).Current = address
			continue
		}
		if i := slices.IndexFunc(parsed, rng.Overlaps); i >= 0 {
			r.errorf("pools-overlap", field, "%s overlaps with another range of the same pool; MetalLB refuses that; list each address once", address).Current = address
		}
		parsed = append(parsed, rng)
	}
	return parsed
}

func (p *Platform) healthCheck(health v1alpha1.NodeHealth, field string, r reporter) HealthCheck {
	check := HealthCheck{
		Source: r.source(field), Name: health.Name,
		Selector:      workers(),
		Timeout:       metav1.Duration{Duration: duration(v1alpha1.DefaultHealthTimeout)},
		TimeoutSource: r.source(field + ".timeout"),
		MaxUnhealthy:  valueOf(health.MaxUnhealthy),
		RecoverWithin: health.RecoverWithin,
	}
	if health.Timeout != "" {
		check.Timeout.Duration, check.TimeoutStated = duration(health.Timeout), true
	}
	if health.NodeStartupTimeout != "" {
		check.NodeStartupTimeout = &metav1.Duration{Duration: duration(health.NodeStartupTimeout)}
	}
	if health.Selector != nil {
		check.Selector = *health.Selector
		checkMachineSelector(health, field, r)
	}
	if p.Distribution != v1alpha1.OpenShift {
		r.errorf("health-check-needs-openshift", field+".type", "nodeHealth %s is a MachineHealthCheck of OpenShift's Machine API, which distribution %s does not have; take it out, and state spec.survive.nodeFailure.fencing: External where dead nodes are fenced by somebody else", health.Name, p.Distribution).Current = string(health.Type)
	}
	if check.Timeout.Duration < minTimeout {
		r.add(Warning, "unhealthy-timeout-too-short", field+".timeout", "nodeHealth %s remediates a node after %s; an ordinary restart of its kubelet takes longer, so healthy nodes will be lost; use 30s or more", health.Name, health.Timeout).values(health.Timeout, "30s")
	}
	check.Template = remediationTemplate(health, field, r)
	return check
}

func remediationTemplate(health v1alpha1.NodeHealth, field string, r reporter) *v1alpha1.TemplateRef {
	remediation := health.Remediation
	if remediation == nil {
		return nil
	}
	field += ".remediation.templateRef"
	switch {
	case remediation.Type == v1alpha1.RemediationByTemplate && remediation.TemplateRef == nil:
		r.errorf("template-ref-missing", field, "nodeHealth %s has remediation type TemplateRef and no templateRef; name the template", health.Name)
	case remediation.Type != v1alpha1.RemediationByTemplate && remediation.TemplateRef != nil:
		r.errorf("template-ref-unused", field, "nodeHealth %s names a template, but its remediation type is %s; set the type to TemplateRef or take the template out", health.Name, remediation.Type)
	default:
		return remediation.TemplateRef
	}
	return nil
}

const (
	machineRole = "machine.openshift.io/cluster-api-machine-role"
	machineType = "machine.openshift.io/cluster-api-machine-type"
)

func workers() metav1.LabelSelector {
	return metav1.LabelSelector{MatchLabels: map[string]string{machineRole: "worker", machineType: "worker"}}
}

// checkMachineSelector refuses selectors that would delete the control plane.
func checkMachineSelector(health v1alpha1.NodeHealth, field string, r reporter) {
	field += ".selector"
	selector, err := metav1.LabelSelectorAsSelector(health.Selector)
	if err != nil {
		r.errorf("bad-selector", field, "the selector of nodeHealth %s is not valid: %v", health.Name, err)
		return
	}
	if selector.Empty() {
		r.errorf("health-check-selects-everything", field, "the selector of nodeHealth %s is empty and would match every Machine, the control plane too; select the workers, or leave the selector out", health.Name)
		return
	}
	for _, role := range []string{"master", "control-plane"} {
		if role != "master" && !asksFor(health.Selector, role) {
			continue // OpenShift's own word is master: who leaves that out has left the control plane out.
		}
		machine := labels.Merge(health.Selector.MatchLabels, labels.Set{machineRole: role, machineType: role})
		if allowsRole(health.Selector.MatchLabels, role) && namesRole(health.Selector) && selector.Matches(machine) {
			r.errorf("health-check-selects-control-plane", field, "the selector of nodeHealth %s matches Machines of the control plane (role %s), which would be deleted; select the workers", health.Name, role)
			return
		}
	}
}

// allowsRole says whether the labels leave room for this role.
func allowsRole(matchLabels map[string]string, role string) bool {
	for _, key := range []string{machineRole, machineType} {
		if value, found := matchLabels[key]; found && value != role {
			return false
		}
	}
	return true
}

// asksFor says whether a selector wants this value of some label.
func asksFor(selector *metav1.LabelSelector, value string) bool {
	for _, label := range selector.MatchLabels {
		if label == value {
			return true
		}
	}
	return slices.ContainsFunc(selector.MatchExpressions, func(e metav1.LabelSelectorRequirement) bool {
		return e.Operator == metav1.LabelSelectorOpIn && slices.Contains(e.Values, value)
	})
}

// namesRole says whether a selector speaks of roles; one that chooses by other labels, such as
// those of a machine set, is the administrator's word.
func namesRole(selector *metav1.LabelSelector) bool {
	isRole := func(key string) bool { return key == machineRole || key == machineType }
	for key := range selector.MatchLabels {
		if isRole(key) {
			return true
		}
	}
	return slices.ContainsFunc(selector.MatchExpressions, func(e metav1.LabelSelectorRequirement) bool { return isRole(e.Key) })
}

// duration reads a duration that the schema has let pass.
func duration(text string) time.Duration {
	d, _ := time.ParseDuration(text)
	return d
}

func valueOf[T any](pointer *T) (value T) {
	if pointer != nil {
		value = *pointer
	}
	return value
}
