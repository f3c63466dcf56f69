// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"slices"

	"vmha.dev/vmha/plan"
)

const (
	machineAPIGroup = "machine.openshift.io"
	clusterAPIGroup = "cluster.x-k8s.io"
	medik8sGroup    = "remediation.medik8s.io"

	kindHealthCheck = "MachineHealthCheck"
	kindNodeCheck   = "NodeHealthCheck"
)

// healthCheck is a health check of nodes: a MachineHealthCheck of OpenShift or of Cluster
// API, or a NodeHealthCheck.
type healthCheck struct {
	plan.Item

	spec plan.Node
	// fields are the names that this kind and version gives things.
	fields checkFields
}

// checkFields say where a kind of health check holds what they have in common.
type checkFields struct {
	conditions, timeout, maxUnhealthy, template string
}

var (
	machineCheckFields = checkFields{"unhealthyConditions", "timeout", "maxUnhealthy", "remediationTemplate"}
	modernCheckFields  = checkFields{"checks.unhealthyNodeConditions", "timeoutSeconds", "remediation.triggerIf.unhealthyLessThanOrEqualTo", "remediation.templateRef"}
	nodeCheckFields    = checkFields{"unhealthyConditions", "duration", "maxUnhealthy", "remediationTemplate"}
)

// healthChecks are all of them that hold something.
func (w *World) healthChecks() []*healthCheck {
	if w.checks != nil {
		return w.checks
	}
	for _, at := range []kind{{machineAPIGroup, kindHealthCheck}, {clusterAPIGroup, kindHealthCheck}, {medik8sGroup, kindNodeCheck}} {
		for _, item := range w.byKind[at] {
			c := &healthCheck{Item: item, spec: item.Root.Get("spec"), fields: machineCheckFields}
			switch {
			case at.kind == kindNodeCheck:
				c.fields = nodeCheckFields
			case at.group == clusterAPIGroup && versionOf(item.Ref) == "v1beta2":
				c.fields = modernCheckFields
			}
			if c.spec.Kind() == plan.Map {
				w.checks = append(w.checks, c)
			}
		}
	}
	return w.checks
}

// eachCheck looks at one health check after the other.
func eachCheck(check func(*World, *healthCheck, *report)) Check {
	return whole(func(w *World) []plan.Finding {
		var r report
		for _, c := range w.healthChecks() {
			check(w, c, &r)
		}
		return r.findings
	})
}

func (c *healthCheck) openshift() bool  { return groupOf(c.Ref) == machineAPIGroup }
func (c *healthCheck) clusterAPI() bool { return groupOf(c.Ref) == clusterAPIGroup }
func (c *healthCheck) ofNodes() bool    { return c.Ref.Kind == kindNodeCheck }

func (c *healthCheck) at(dotted string) plan.Node { return plan.At(c.spec, plan.Fields(dotted)) }

func (c *healthCheck) selector() Selector { return readSelector(c.spec.Get("selector")) }

// condition is one of the conditions under which a node is unhealthy.
type condition struct {
	node        plan.Node
	path        plan.Path
	typ, status string
}

func (c *healthCheck) conditions() []condition {
	var all []condition
	path := plan.Fields("spec." + c.fields.conditions)
	for i, node := range plan.Elements(c.at(c.fields.conditions)) {
		all = append(all, condition{node, path.Index(i), node.Get("type").Text(), node.Get("status").Text()})
	}
	return all
}

// timeout of a condition in seconds.
func (c *healthCheck) timeout(of condition) (float64, bool) {
	value := of.node.Get(c.fields.timeout)
	if c.fields == modernCheckFields {
		whole, ok := value.Int()
		return float64(whole), ok
	}
	return seconds(value)
}

// whole says whether the check holds enough to be judged for what it lacks. A patch does not.
func (c *healthCheck) whole() bool {
	return plan.Exists(c.spec.Get("selector")) || len(c.conditions()) > 0
}

// terminating says whether the check is the one of OpenShift's own termination handler.
func (c *healthCheck) terminating() bool {
	conditions := c.conditions()
	return len(conditions) > 0 && !slices.ContainsFunc(conditions, func(x condition) bool { return x.typ != "Terminating" })
}

// remediation is a template that a check names.
type remediation struct {
	node plan.Node
	path plan.Path
	// step is set where it is one of several that follow each other.
	step plan.Node
}

func (r remediation) kind() string { return r.node.Get("kind").Text() }
func (r remediation) name() string { return r.node.Get("name").Text() }

func (c *healthCheck) remediations() []remediation {
	var all []remediation
	if node := c.at(c.fields.template); plan.Exists(node) {
		all = append(all, remediation{node: node, path: plan.Fields("spec." + c.fields.template)})
	}
	path := plan.Fields("spec.escalatingRemediations")
	for i, step := range plan.Elements(c.spec.Get("escalatingRemediations")) {
		all = append(all, remediation{step.Get("remediationTemplate"), path.Index(i).Key("remediationTemplate"), step})
	}
	return all
}

// template finds the object that a remediation names.
func (w *World) template(c *healthCheck, r remediation) (plan.Item, bool) {
	namespace := r.node.Get("namespace").Text()
	if namespace == "" || !c.ofNodes() {
		namespace = c.Ref.Namespace
	}
	for _, item := range w.items {
		if item.Ref.Kind == r.kind() && item.Ref.Name == r.name() && (namespace == "" || item.Ref.Namespace == namespace) {
			return item, true
		}
	}
	return plan.Item{}, false
}
