// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"cmp"
	"slices"
)

const (
	machineAPIGroup = "machine.openshift.io"
	clusterAPIGroup = "cluster.x-k8s.io"
	medik8sGroup    = "remediation.medik8s.io"
	selfNodeGroup   = "self-node-remediation.medik8s.io"
)

// fencing finds who fences the node of the machine: whom the intent names, else the platform's
// only health check, else what stands in the manifests.
func (r factReader) fencing(cluster ClusterFacts) Fencing {
	if r.Group != nil && r.Group.FencedElsewhere {
		source := Source{r.Group.Intent, failureField + ".fencing"}
		return Fencing{By: FencedElsewhere, Timeout: Number{Origin: FromIntent, Source: source.String()}}
	}
	if r.Group != nil && r.Group.Fenced != nil {
		return r.fencedBy(*r.Group.Fenced)
	}
	if r.platformKnown() && len(r.Platform.HealthChecks) == 1 {
		return r.fencedBy(r.Platform.HealthChecks[0])
	}
	return r.readChecks(cluster)
}

// fencedBy is a health check that is made from an intent.
func (r factReader) fencedBy(check HealthCheck) Fencing {
	timeout := Number{up(check.Timeout.Duration), FromDefault, check.TimeoutSource.String()}
	if check.TimeoutStated {
		timeout.Origin = FromIntent
	}
	f := Fencing{By: FencedByCheck, Name: "MachineHealthCheck " + MachineAPINamespace + "/" + check.Name, Timeout: timeout}
	if check.Template == nil {
		f.Remedy = Remedy{Kind: DeletesMachine, Origin: FromDefault, Source: Source{check.Source.Intent, check.Source.Field + ".remediation"}.String()}
		return f
	}
	f.Remedy = readRemedy(r.Inventory, check.Template.Kind, MachineAPINamespace, check.Template.Name)
	return f
}

// readChecks reads the health checks of the manifests. Which of them watches the node of a machine
// cannot be seen there, so the slowest of those that act counts; where none does, the first tells why.
func (r factReader) readChecks(cluster ClusterFacts) Fencing {
	var all []Fencing
	disabling := r.disablingCheck()
	for _, item := range r.Inventory.ofKind(medik8sGroup, "NodeHealthCheck", "") {
		check := readNodeHealthCheck(item, r.Inventory, cluster.Workers.Value)
		check.defective(disabling != "", "is disabled by "+disabling, "one kind of health check in a cluster")
		all = append(all, check)
	}
	for _, group := range []string{machineAPIGroup, clusterAPIGroup} {
		for _, item := range r.Inventory.ofKind(group, machineHealthCheck, "") {
			all = append(all, readMachineHealthCheck(item, r.Inventory, cluster.Workers.Value))
		}
	}
	if len(all) == 0 {
		return Fencing{}
	}
	return slices.MaxFunc(all, func(a, b Fencing) int {
		acts := func(f Fencing) int {
			if f.Defect.Reason == "" {
				return 1
			}
			return 0
		}
		return cmp.Or(cmp.Compare(acts(a), acts(b)), cmp.Compare(a.Timeout.Value, b.Timeout.Value))
	})
}

const machineHealthCheck = "MachineHealthCheck"

// disablingCheck is one of OpenShift's Machine API that disables every NodeHealthCheck, whatever
// both select: any but the one for Terminating (node-healthcheck-operator internal/controller/mhc/checker.go).
func (r factReader) disablingCheck() string {
	for _, item := range r.Inventory.ofKind(machineAPIGroup, machineHealthCheck, "") {
		if item.Ref.Name != "machine-api-termination-handler" {
			return item.Ref.String()
		}
	}
	return ""
}

// readRemedy reads a remediation template; what it does not say, or where it is not in the input, are defaults.
func readRemedy(inv *Inventory, kind, namespace, name string) Remedy {
	groups := map[string]struct {
		group  string
		remedy RemedyKind
	}{
		"SelfNodeRemediationTemplate":        {selfNodeGroup, RebootsItself},
		"FenceAgentsRemediationTemplate":     {"fence-agents-remediation.medik8s.io", CutsPower},
		"MachineDeletionRemediationTemplate": {"machine-deletion-remediation.medik8s.io", DeletesMachine},
		"Metal3RemediationTemplate":          {"infrastructure.cluster.x-k8s.io", PowersOff},
	}
	known, found := groups[kind]
	remedy := Remedy{
		Kind: RemedyUnknown, Agent: AgentDefaults, SelfNode: readSelfNode(inv), Origin: FromDefault, Source: kind + " " + name,
	}
	if !found {
		return remedy
	}
	remedy.Kind = known.remedy
	item, found := inv.Find(known.group, kind, namespace, name)
	if !found {
		return remedy
	}
	spec := At(item.Root, Fields("spec.template.spec"))
	remedy.Origin, remedy.Source = FromManifest, item.Ref.String()
	remedy.Strategy = Fact[string]{spec.Get("remediationStrategy").Text(), FromManifest, item.Ref.String()}
	remedy.Agent = AgentTimes{
		Retries:  count(spec.Get("retrycount"), AgentDefaults.Retries),
		Interval: secondsIn(spec.Get("retryinterval"), AgentDefaults.Interval),
		Timeout:  secondsIn(spec.Get("timeout"), AgentDefaults.Timeout),
	}
	return remedy
}

// readSelfNode reads the configuration of self-node-remediation, one for a cluster.
func readSelfNode(inv *Inventory) SelfNodeTimes {
	times := SelfNodeDefaults
	for _, item := range inv.ofKind(selfNodeGroup, "SelfNodeRemediationConfig", "") {
		spec := item.Root.Get("spec")
		times.Safe = count(spec.Get("safeTimeToAssumeNodeRebootedSeconds"), times.Safe)
		times.CheckInterval = secondsIn(spec.Get("apiCheckInterval"), times.CheckInterval)
		times.APITimeout = secondsIn(spec.Get("apiServerTimeout"), times.APITimeout)
		times.MaxErrors = count(spec.Get("maxApiErrorThreshold"), times.MaxErrors)
		times.PeerDial = secondsIn(spec.Get("peerDialTimeout"), times.PeerDial)
		times.PeerRequest = secondsIn(spec.Get("peerRequestTimeout"), times.PeerRequest)
	}
	return times
}

func count(n Node, otherwise int) int {
	if value, ok := n.Int(); ok {
		return int(value)
	}
	return otherwise
}

func secondsIn(n Node, otherwise int) int {
	if Exists(n) {
		return up(duration(n.Text()))
	}
	return otherwise
}
