// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"fmt"
	"strconv"
	"strings"
)

// readNodeHealthCheck reads a NodeHealthCheck of medik8s
// (node-healthcheck-operator api/v1alpha1/nodehealthcheck_types.go).
func readNodeHealthCheck(item Item, inv *Inventory, workers int) Fencing {
	spec := item.Root.Get("spec")
	f := Fencing{By: FencedByCheck, Name: item.Ref.String()}
	f.Timeout = Number{conditionDefault, FromDefault, item.Ref.String()}
	if conditions := spec.Get("unhealthyConditions"); Exists(conditions) {
		f.Timeout, f.Defect = deadNodeTimeout(item, conditions, "duration")
	}
	template := firstRemediation(spec)
	f.Remedy = readRemedy(inv, template.Get("kind").Text(), template.Get("namespace").Text(), template.Get("name").Text())
	guard := readGuard(spec.Get("maxUnhealthy"))
	if least := spec.Get("minHealthy"); Exists(least) {
		guard = readGuard(least)
		guard.Minimum = true
	}
	guard.RoundsUp = true
	f.defective(spec.Get("pauseRequests").Len() > 0, "has pauseRequests, so nothing is remediated", "no pauseRequests")
	f.guarded(guard, workers)
	return f
}

// firstRemediation is the only template, or the one that an escalation begins with: the first one is taken to do its work.
func firstRemediation(spec Node) Node {
	template := spec.Get("remediationTemplate")
	var least int64
	for i, step := range Elements(spec.Get("escalatingRemediations")) {
		if order, _ := step.Get("order").Int(); i == 0 || order < least {
			template, least = step.Get("remediationTemplate"), order
		}
	}
	return template
}

// readMachineHealthCheck reads a MachineHealthCheck of OpenShift's Machine API or of Cluster API, v1beta1 or
// v1beta2 (openshift/api machine/v1beta1; cluster-api api/core/v1beta1 and v1beta2).
func readMachineHealthCheck(item Item, inv *Inventory, workers int) Fencing {
	spec := item.Root.Get("spec")
	f := Fencing{By: FencedByCheck, Name: item.Ref.String()}
	conditions, field := spec.Get("unhealthyConditions"), "timeout"
	if checks := spec.Get("checks").Get("unhealthyNodeConditions"); Exists(checks) {
		conditions, field = checks, "timeoutSeconds"
	}
	f.Timeout, f.Defect = deadNodeTimeout(item, conditions, field)
	template, limit := spec.Get("remediationTemplate"), spec.Get("maxUnhealthy")
	if remediation := spec.Get("remediation"); Exists(remediation) {
		template, limit = remediation.Get("templateRef"), remediation.Get("triggerIf").Get("unhealthyLessThanOrEqualTo")
	}
	annotations := item.Root.Get("metadata").Get("annotations")
	switch {
	case Exists(template):
		f.Remedy = readRemedy(inv, template.Get("kind").Text(), item.Ref.Namespace, template.Get("name").Text())
	case annotations.Get("machine.openshift.io/remediation-strategy").Text() == "external-baremetal":
		f.Remedy = Remedy{Kind: PowersOff, Origin: FromManifest, Source: item.Ref.String()}
	default:
		f.Remedy = Remedy{Kind: DeletesMachine, Origin: FromDefault, Source: item.Ref.String()}
	}
	f.defective(Exists(annotations.Get("cluster.x-k8s.io/paused")), "is paused by an annotation", "no annotation cluster.x-k8s.io/paused")
	f.guarded(readGuard(limit), workers)
	return f
}

// deadNodeTimeout is how long Ready=Unknown may last, which is what a dead node is. A
// condition without a time-out fires at once; one without a status never does.
func deadNodeTimeout(item Item, conditions Node, field string) (Number, Never) {
	for _, condition := range Elements(conditions) {
		if condition.Get("type").Text() != "Ready" || condition.Get("status").Text() != "Unknown" {
			continue
		}
		timeout := Number{Origin: FromManifest, Source: item.Ref.String()}
		if value, ok := condition.Get(field).Int(); ok {
			timeout.Value = int(value)
		} else {
			timeout.Value = up(duration(condition.Get(field).Text()))
		}
		return timeout, Never{}
	}
	return Number{}, Never{
		item.Ref.String() + " has no condition Ready=Unknown, which is what a dead node is", item.Ref.String(),
		"a condition Ready with status Unknown",
	}
}

// readGuard reads a number or a share; nothing stated is 100 %.
func readGuard(n Node) Guard {
	if !Exists(n) {
		return Guard{Count: 100, IsPercent: true}
	}
	number, isPercent := strings.CutSuffix(n.Text(), "%")
	value, _ := strconv.Atoi(number)
	return Guard{Count: value, IsPercent: isPercent}
}

func (f *Fencing) defective(holds bool, reason, help string) {
	if holds && f.Defect.Reason == "" {
		f.Defect = Never{f.Name + " " + reason, f.Name, help}
	}
}

// guarded finds a storm guard that allows not even one node. A share needs the number of nodes.
func (f *Fencing) guarded(g Guard, workers int) {
	const help = "an integer, or a larger share, for the storm guard"
	if workers > 0 {
		f.defective(g.Allows(workers) == 0, fmt.Sprintf("allows none of %d nodes to be unhealthy, so nothing is remediated", workers), help)
		return
	}
	f.defective(g.Count == 0 && !g.Minimum, "allows no node to be unhealthy, so nothing is remediated", help)
}
