// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
)

// quoted writes a text as a YAML flow scalar.
func quoted(text string) string {
	b, err := json.Marshal(text)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// TestObstacles: what keeps a machine from being migrated (kubevirt pkg/virt-handler/vm.go), yes, no and unknown.
func TestObstacles(t *testing.T) {
	const pod, masquerade = "networks: [{name: a, pod: {}}]", "interfaces: [{name: a, masquerade: {}}]"
	nic := func(fields string) string {
		return "{" + pod + ", domain: {devices: {interfaces: [{name: a, " + fields + "}]}}}"
	}
	device := func(fields string) string {
		return "{" + pod + ", domain: {devices: {" + masquerade + ", " + fields + "}}}"
	}
	domain := func(fields string) string {
		return "{" + pod + ", domain: {devices: {" + masquerade + "}, " + fields + "}}"
	}
	volume := func(fields string) string {
		return "{" + pod + ", domain: {devices: {" + masquerade + "}}, volumes: [{name: v, " + fields + "}]}"
	}
	for _, test := range []struct {
		reason, instance string
		distribution     v1alpha1.Distribution
		want             string // no, unknown or nothing
	}{
		{"masquerade", nic("masquerade: {}"), "", ""},
		{"masquerade as people leave it", nic("masquerade: null"), "", ""},
		{"passt", nic("passtBinding: {}"), "", ""},
		{"a plug-in", nic("binding: {name: x}"), "", "unknown"},
		{"a bridge", nic("bridge: {}"), "", "no"},
		{"no binding", nic("model: virtio"), "", "no"},
		{"a port of the migration", nic("masquerade: {}, ports: [{port: 49153}]"), "", "no"},
		{"nothing is written, for OpenShift", "{}", v1alpha1.OpenShift, ""},
		{"nothing is written, for Kubernetes", "{}", v1alpha1.Kubernetes, "no"},
		{"nothing is written, for who knows", "{}", "", "unknown"},
		{"no pod network", "{networks: [{name: a, multus: {networkName: v}}], domain: {devices: {interfaces: [{name: a, bridge: {}}]}}}", "", ""},
		{"not even the default", "{domain: {devices: {autoattachPodInterface: false}}}", v1alpha1.Kubernetes, ""},
		{"a host device", device("hostDevices: [{name: a}]"), "", "no"},
		{"no host device", device("hostDevices: []"), "", ""},
		{"one GPU", device("gpus: [{name: a}]"), "", "unknown"},
		{"two", device("gpus: [{name: a}, {name: b}]"), "", "no"},
		{"SEV", domain("launchSecurity: {sev: {}}"), "", "no"},
		{"passthrough of Hyper-V", domain("features: {hypervPassthrough: {}}"), "", "no"},
		{"turned off", domain("features: {hypervPassthrough: {enabled: false}}"), "", ""},
		{"one node", "{nodeSelector: {kubernetes.io/hostname: a}, " + nic("masquerade: {}")[1:], "", "no"},
		{"some nodes", "{nodeSelector: {rack: a}, " + nic("masquerade: {}")[1:], "", ""},
		{"a host disk", volume("hostDisk: {path: /a}"), "", "no"},
		{"a host disk on shared storage", volume("hostDisk: {path: /a, shared: true}"), "", ""},
		{"disks of the pod are copied", volume("emptyDisk: {capacity: 1Gi}"), "", ""},
		{"a shared claim", volume("persistentVolumeClaim: {claimName: rwx}"), "", ""},
		{"a claim of one node", volume("persistentVolumeClaim: {claimName: rwo}"), "", "no"},
		{"a data volume of one node", volume("dataVolume: {name: rwo}"), "", "no"},
		{"a claim that nobody has seen", volume("persistentVolumeClaim: {claimName: other}"), "", "unknown"},
		{"modes left to the storage profile", volume("dataVolume: {name: profile}"), "", "unknown"},
		{"by claim of a data volume", volume("persistentVolumeClaim: {claimName: profile}"), "", "unknown"},
	} {
		machine := plan.Machine{Item: machineItem(t, test.instance)}
		inventory := plan.NewInventory([]plan.Item{
			machine.Item,
			claimItem(t, "", "PersistentVolumeClaim", "rwx", "accessModes: [ReadWriteOnce, ReadWriteMany]"),
			claimItem(t, "", "PersistentVolumeClaim", "rwo", "accessModes: [ReadWriteOnce]"),
			claimItem(t, "cdi.kubevirt.io/", "DataVolume", "rwo", "storage: {accessModes: [ReadWriteOnce]}"),
			claimItem(t, "cdi.kubevirt.io/", "DataVolume", "profile", "storage: {resources: {}}"),
		})
		got := ""
		for _, obstacle := range plan.Obstacles(machine, inventory, test.distribution) {
			require.Empty(t, got, "%s: one obstacle", test.reason)
			require.NotEmpty(t, obstacle.Reason)
			require.NotEmpty(t, obstacle.Path)
			got = map[bool]string{true: "no", false: "unknown"}[obstacle.Certain]
		}
		require.Equal(t, test.want, got, test.reason)
	}
}

// TestHarvesterClaims: a machine of Harvester describes the claims that are made for it in an annotation.
func TestHarvesterClaims(t *testing.T) {
	claims := func(annotation string) plan.Shared {
		text := "metadata: {annotations: {harvesterhci.io/volumeClaimTemplates: " + quoted(annotation) + "}}\nspec: {}\n"
		machine := plan.MachineOf(plan.Item{Ref: plan.Ref{Namespace: "shop", Name: "web"}, Root: root(t, text)})
		inventory := plan.NewInventory([]plan.Item{claimItem(t, "", "PersistentVolumeClaim", "here", "accessModes: [ReadWriteOnce]")})
		claim := plan.ClaimOf(machine, inventory, root(t, "persistentVolumeClaim: {claimName: disk-0}\n"))
		require.Equal(t, "disk-0", claim.Name)
		require.Nil(t, claim.Path(), "no field of the machine says it")
		return claim.Shared
	}
	require.Equal(t, plan.SharedYes, claims(`[{"metadata":{"name":"disk-1"}},{"metadata":{"name":"disk-0"},"spec":{"accessModes":["ReadWriteMany"]}}]`))
	require.Equal(t, plan.SharedNo, claims(`[{"metadata":{"name":"disk-0"},"spec":{"accessModes":["ReadWriteOnce"]}}]`))
	for _, unknown := range []string{`[{"metadata":{"name":"disk-0"},"spec":{}}]`, `[{"metadata":{"name":"disk-1"}}]`, `[]`, `{`, `{"a": 1}`, ""} {
		require.Equal(t, plan.SharedUnknown, claims(unknown), unknown)
	}
}

func claimItem(t *testing.T, group, kind, name, spec string) plan.Item {
	t.Helper()
	return plan.Item{Ref: plan.Ref{APIVersion: group + "v1", Kind: kind, Namespace: "shop", Name: name}, Root: root(t, "spec: {"+spec+"}\n")}
}
