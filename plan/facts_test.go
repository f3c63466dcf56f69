// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/document"
	"vmha.dev/vmha/plan"
)

// read makes facts of a machine whose spec is given, among other manifests.
func read(t *testing.T, spec string, others ...string) plan.Facts {
	t.Helper()
	machine := "apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata: {name: web, namespace: shop}\nspec:\n  runStrategy: Always\n" +
		"  template:\n    metadata: {labels: {app: web}}\n    spec:\n      domain: {devices: {}}\n" + indent(spec)
	stream, err := document.Parse([]byte(machine + "\n---\n" + strings.Join(others, "\n---\n")))
	require.NoError(t, err)
	var items []plan.Item
	setting := plan.Setting{}
	for _, object := range stream.Objects() {
		root := object.Root()
		meta := root.Get("metadata")
		item := plan.Item{Root: root, Ref: plan.Ref{
			APIVersion: root.Get("apiVersion").Text(), Kind: root.Get("kind").Text(),
			Namespace: meta.Get("namespace").Text(), Name: meta.Get("name").Text(),
		}}
		items = append(items, item)
		if item.Ref.Kind == "Service" {
			setting.Service, setting.Machines = item, 2
		}
	}
	setting.Inventory = plan.NewInventory(items)
	return plan.FactsOf(plan.Machine{Item: items[0]}, setting)
}

func indent(text string) string {
	if text == "" {
		return ""
	}
	return "      " + strings.ReplaceAll(text, "\n", "\n      ") + "\n"
}

// TestMachineFacts reads what machines say that vmha never touched.
func TestMachineFacts(t *testing.T) {
	const toleration = `{key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute`
	for name, test := range map[string]struct {
		spec string
		got  func(plan.Facts) any
		want any
	}{
		"toleration, none":       {"", tolerated, 300},
		"toleration, of its own": {"tolerations: [" + toleration + ", tolerationSeconds: 20}]", tolerated, 20},
		"toleration, no end":     {"tolerations: [" + toleration + "}]", tolerated, plan.Forever},
		"toleration, the shortest that ends counts": {
			"tolerations: [" + toleration + "}, {operator: Exists, tolerationSeconds: 40}, " + toleration + ", tolerationSeconds: 50}]", tolerated, 40,
		},
		"toleration, of other taints":       {"tolerations: [{key: gpu, operator: Exists}, {key: node.kubernetes.io/unreachable, operator: Exists, effect: NoSchedule}]", tolerated, 300},
		"toleration, of everything":         {"tolerations: [{operator: Exists}]", func(f plan.Facts) any { return f.Machine.ToleratesAll }, true},
		"toleration, of everything, a time": {"tolerations: [{operator: Exists, tolerationSeconds: 5}]", func(f plan.Facts) any { return f.Machine.ToleratesAll }, false},

		"probe, numbers left out": {"readinessProbe: {httpGet: {port: 80}}", ready, [5]int{0, 10, 1, 1, 3}},
		"probe, numbers": {
			"readinessProbe: {exec: {command: [x]}, initialDelaySeconds: 7, periodSeconds: 2, timeoutSeconds: 3, successThreshold: 4, failureThreshold: 5}",
			ready, [5]int{7, 2, 3, 4, 5},
		},
		"no probe": {"", func(f plan.Facts) any { return f.Machine.Ready.Handler }, ""},

		"spread, none": {"", spread, v1alpha1.SpreadNone},
		"spread, hard affinity": {
			"affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname}]}}", spread, v1alpha1.SpreadRequired,
		},
		"spread, soft affinity": {
			"affinity: {podAntiAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, podAffinityTerm: {topologyKey: kubernetes.io/hostname}}]}}", spread, v1alpha1.SpreadPreferred,
		},
		"spread, over racks is not over nodes": {
			"affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: example.com/power}]}}", spread, v1alpha1.SpreadNone,
		},
		"spread, hard constraint": {"topologySpreadConstraints: [{maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule}]", spread, v1alpha1.SpreadRequired},
		"spread, a skew of two":   {"topologySpreadConstraints: [{maxSkew: 2, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule}]", spread, v1alpha1.SpreadPreferred},
		"spread, soft constraint": {"topologySpreadConstraints: [{maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway}]", spread, v1alpha1.SpreadPreferred},

		"watchdog, none":           {"", device, ""},
		"watchdog, KubeVirt's own": {"architecture: amd64", device, ""},

		"disks, none":      {"volumes: [{name: root, containerDisk: {image: x}}]", disks, plan.NoClaims},
		"disks, not seen":  {"volumes: [{name: root, persistentVolumeClaim: {claimName: x}}]", disks, plan.UnseenClaims},
		"disks, the worst": {"volumes: [{name: a, persistentVolumeClaim: {claimName: shared}}, {name: b, persistentVolumeClaim: {claimName: own}}]", disks, plan.ExclusiveClaims},
		"disks, shared":    {"volumes: [{name: a, persistentVolumeClaim: {claimName: shared}}]", disks, plan.SharedClaims},

		"shutdown, KubeVirt's":                    {"", func(f plan.Facts) any { return f.Machine.Shutdown.Value }, 30},
		"shutdown, of its own":                    {"terminationGracePeriodSeconds: 180", func(f plan.Facts) any { return f.Machine.Shutdown.Value }, 180},
		"one node":                                {"nodeSelector: {kubernetes.io/hostname: a}", func(f plan.Facts) any { return f.Machine.Node.Value }, "a"},
		"one node by affinity":                    {"affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchFields: [{key: metadata.name, operator: In, values: [a]}]}]}}}", func(f plan.Facts) any { return f.Machine.Node.Value }, "a"},
		"two nodes by affinity":                   {"affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchFields: [{key: metadata.name, operator: In, values: [a, b]}]}]}}}", func(f plan.Facts) any { return f.Machine.Node.Value }, ""},
		"eviction, unknown":                       {"", func(f plan.Facts) any { return f.Machine.Eviction }, plan.Fact[string]{Value: "None", Origin: plan.Assumed, Source: "KubeVirt's evictionStrategy"}},
		"KubeVirt does not see that it is pinned": {"nodeSelector: {kubernetes.io/hostname: worker-3}", func(f plan.Facts) any { return f.Machine.Unseen }, true},
		"KubeVirt sees the bridge, pinned or not": {"networks: [{name: default, pod: {}}]\nnodeSelector: {kubernetes.io/hostname: worker-3}", func(f plan.Facts) any { return f.Machine.Unseen }, false},
		"bridge cannot migrate":                   {"networks: [{name: default, pod: {}}]", func(f plan.Facts) any { return f.Machine.Migrates.Value }, plan.Impossible},
	} {
		claims := []string{
			"apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: shared, namespace: shop}\nspec: {accessModes: [ReadWriteMany]}",
			"apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: own, namespace: shop}\nspec: {accessModes: [ReadWriteOnce]}",
		}
		require.Equal(t, test.want, test.got(read(t, test.spec, claims...)), name)
	}
}

func tolerated(f plan.Facts) any { return f.Machine.Toleration.Value }
func spread(f plan.Facts) any    { return f.Reach.Spread.Value }
func device(f plan.Facts) any    { return f.Machine.Watchdog.Value }
func disks(f plan.Facts) any     { return f.Machine.Disks.Value }

func ready(f plan.Facts) any {
	p := f.Machine.Ready
	return [5]int{p.InitialDelay, p.Period, p.Timeout, p.Success, p.Failure}
}

// TestReachFacts reads who moves the address of a Service, and what forbids evictions.
func TestReachFacts(t *testing.T) {
	const (
		service = "apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop, annotations: {metallb.io/address-pool: blue}}\nspec: {type: LoadBalancer, selector: {app: web}}"
		l2      = "apiVersion: metallb.io/v1beta1\nkind: L2Advertisement\nmetadata: {name: all, namespace: metallb-system}\nspec: {}"
		bgp     = "apiVersion: metallb.io/v1beta1\nkind: BGPAdvertisement\nmetadata: {name: blue, namespace: metallb-system}\nspec: {ipAddressPools: [blue]}"
		red     = "apiVersion: metallb.io/v1beta1\nkind: L2Advertisement\nmetadata: {name: red, namespace: metallb-system}\nspec: {ipAddressPools: [red]}"
		peer    = "apiVersion: metallb.io/v1beta2\nkind: BGPPeer\nmetadata: {name: tor, namespace: metallb-system}\nspec: {"
		profile = "apiVersion: metallb.io/v1beta1\nkind: BFDProfile\nmetadata: {name: fast, namespace: metallb-system}\nspec: {receiveInterval: 100, transmitInterval: 200}"
		budget  = "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: web, namespace: shop}\nspec: {selector: {matchLabels: {app: web}}, "
	)
	for name, test := range map[string]struct {
		others []string
		by     plan.Announcer
		hold   int
	}{
		"no advertisement":           {[]string{service}, plan.AnnouncedByNobody, 0},
		"L2 of all pools":            {[]string{service, l2}, plan.AnnouncedByL2, 0},
		"L2 of another pool":         {[]string{service, red}, plan.AnnouncedByNobody, 0},
		"BGP, no peer in the input":  {[]string{service, bgp, l2}, plan.AnnouncedByBGP, 180000},
		"BGP with a hold time":       {[]string{service, bgp, peer + "holdTime: 30s}"}, plan.AnnouncedByBGP, 30000},
		"BGP with BFD, three misses": {[]string{service, bgp, peer + "bfdProfile: fast}", profile}, plan.AnnouncedByBGP, 600},
		"no load balancer":           {[]string{strings.Replace(service, "LoadBalancer", "NodePort", 1), l2}, plan.AnnouncedByNobody, 0},
	} {
		facts := read(t, "", test.others...)
		require.Equal(t, test.by, facts.Reach.Announcer.Value, name)
		require.Equal(t, test.hold, facts.Reach.Hold.Value, name)
		require.Equal(t, "web", facts.Reach.Service.Name)
	}
	for spec, want := range map[string]string{
		"minAvailable: 1}":      "a PodDisruptionBudget",
		"minAvailable: 2}":      "PodDisruptionBudget shop/web wants 2 of 2 machines up, which allows no eviction",
		"minAvailable: 50%}":    "PodDisruptionBudget shop/web has a minAvailable that is no integer, which allows no eviction of a virtual machine",
		"maxUnavailable: 1}":    "PodDisruptionBudget shop/web has maxUnavailable, which allows no eviction of a virtual machine",
		"maxUnavailable: 100%}": "PodDisruptionBudget shop/web has maxUnavailable, which allows no eviction of a virtual machine",
	} {
		require.Equal(t, want, read(t, "", service, budget+spec).Reach.Budget.Value)
	}
}

// TestFencingFacts reads the health checks and remediators that stand in manifests.
func TestFencingFacts(t *testing.T) {
	const (
		v1beta2 = "apiVersion: cluster.x-k8s.io/v1beta2\nkind: MachineHealthCheck\nmetadata: {name: workers, namespace: default}\nspec: {checks: {unhealthyNodeConditions: [{type: Ready, status: Unknown, timeoutSeconds: 90}]}}"
		metal   = "apiVersion: machine.openshift.io/v1beta1\nkind: MachineHealthCheck\nmetadata: {name: metal, namespace: openshift-machine-api, annotations: {machine.openshift.io/remediation-strategy: external-baremetal}}\n" +
			"spec: {unhealthyConditions: [{type: Ready, status: Unknown, timeout: 1m30s}]}"
		paused  = "apiVersion: cluster.x-k8s.io/v1beta1\nkind: MachineHealthCheck\nmetadata: {name: workers, annotations: {cluster.x-k8s.io/paused: \"\"}}\nspec: {unhealthyConditions: [{type: Ready, status: Unknown, timeout: 90s}]}"
		nobody  = "apiVersion: cluster.x-k8s.io/v1beta1\nkind: MachineHealthCheck\nmetadata: {name: workers}\nspec: {maxUnhealthy: 0, unhealthyConditions: [{type: Ready, status: Unknown, timeout: 90s}]}"
		stopped = "apiVersion: machine.openshift.io/v1beta1\nkind: MachineHealthCheck\nmetadata: {name: machine-api-termination-handler, namespace: openshift-machine-api}\nspec: {unhealthyConditions: [{type: Terminating, status: \"True\", timeout: 0s}]}"
		steps   = "apiVersion: remediation.medik8s.io/v1alpha1\nkind: NodeHealthCheck\nmetadata: {name: workers}\nspec: {minHealthy: 1, escalatingRemediations: [" +
			"{order: 2, remediationTemplate: {kind: MachineDeletionRemediationTemplate, name: x, namespace: fencing}}, " +
			"{order: 1, remediationTemplate: {kind: FenceAgentsRemediationTemplate, name: x, namespace: fencing}}]}"
		agent = "apiVersion: fence-agents-remediation.medik8s.io/v1alpha1\nkind: FenceAgentsRemediationTemplate\nmetadata: {name: x, namespace: fencing}\n" +
			"spec: {template: {spec: {agent: fence_ipmilan, retrycount: 2, retryinterval: 10s, timeout: 20s, remediationStrategy: OutOfServiceTaint}}}"
		config = "apiVersion: self-node-remediation.medik8s.io/v1alpha1\nkind: SelfNodeRemediationConfig\nmetadata: {name: self-node-remediation-config, namespace: fencing}\n" +
			"spec: {safeTimeToAssumeNodeRebootedSeconds: 400, apiCheckInterval: 10s}"
		self = "apiVersion: remediation.medik8s.io/v1alpha1\nkind: NodeHealthCheck\nmetadata: {name: workers}\nspec: {minHealthy: 1, remediationTemplate: {kind: SelfNodeRemediationTemplate, name: x, namespace: fencing}}"
	)
	for name, test := range map[string]struct {
		others  []string
		kind    plan.RemedyKind
		timeout int
		defect  string
		fence   int
	}{
		"Cluster API v1beta2":                             {[]string{v1beta2}, plan.DeletesMachine, 90, "", 205},
		"bare metal by annotation":                        {[]string{metal}, plan.PowersOff, 90, "", 120},
		"paused":                                          {[]string{paused}, plan.DeletesMachine, 90, "is paused", 0},
		"a limit of none":                                 {[]string{nobody}, plan.DeletesMachine, 90, "allows no node", 0},
		"the first step of an escalation":                 {[]string{steps, agent}, plan.CutsPower, 300, "", 60},
		"the template is not in the input":                {[]string{steps}, plan.CutsPower, 300, "", 325},
		"a configuration of self-node-remediation":        {[]string{self, config}, plan.RebootsItself, 300, "", 401},
		"what watches instances of a cloud disables none": {[]string{self, stopped}, plan.RebootsItself, 300, "", 181},
		"another health check disables it":                {[]string{self, metal, paused}, plan.PowersOff, 90, "", 120},
	} {
		facts := read(t, "", test.others...)
		fencing := facts.Fencing
		require.Equal(t, test.kind, fencing.Remedy.Kind, name)
		require.Equal(t, test.timeout, fencing.Timeout.Value, name)
		if test.defect != "" {
			require.Contains(t, fencing.Defect.Reason, test.defect, name)
			continue
		}
		require.Empty(t, fencing.Defect, name)
		require.Equal(t, test.fence, facts.Recover(plan.NodeDies, plan.MachineBack).In(plan.StageFence), name)
	}
	require.Equal(t, plan.Fencing{}, read(t, "").Fencing, "nobody")
}
