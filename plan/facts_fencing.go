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
	machineChecks := r.machineChecks()
	for _, item := range r.Inventory.Items() {
		switch {
		case item.LocalConfig:
		case item.Ref.Is(medik8sGroup, "NodeHealthCheck"):
			check := readNodeHealthCheck(item, r.Inventory, cluster.Workers.Value)
			if len(machineChecks) > 0 && check.Defect.Reason == "" {
				check.Defect = Never{
					check.Name + " is disabled by " + machineChecks[0].Ref.String(), item.Ref.String(),
					"one kind of health check in a cluster: " + anyFencing,
				}
			}
			all = append(all, check)
		case item.Ref.Is(machineAPIGroup, machineHealthCheck), item.Ref.Is(clusterAPIGroup, machineHealthCheck):
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

// machineChecks are those of OpenShift's Machine API that disable every NodeHealthCheck, whatever
// they select: all but the one for Terminating (node-healthcheck-operator internal/controller/mhc/checker.go).
func (r factReader) machineChecks() []Item {
	var checks []Item
	for _, item := range r.Inventory.Items() {
		if item.Ref.Is(machineAPIGroup, machineHealthCheck) && !item.LocalConfig && item.Ref.Name != "machine-api-termination-handler" {
			checks = append(checks, item)
		}
	}
	return checks
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
	for _, item := range inv.Items() {
		if !item.Ref.Is(selfNodeGroup, "SelfNodeRemediationConfig") {
			continue
		}
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
