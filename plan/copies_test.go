// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/document"
	"vmha.dev/vmha/plan"
)

// root reads a document.
func root(t *testing.T, text string) plan.Node {
	t.Helper()
	stream, err := document.Parse([]byte(text))
	require.NoError(t, err)
	return stream.Objects()[0].Root()
}

// machineItem is a VirtualMachine base of the input, by the spec of its instance.
func machineItem(t *testing.T, instance string) plan.Item {
	t.Helper()
	ref := plan.Ref{APIVersion: "kubevirt.io/v1", Kind: "VirtualMachine", Namespace: "shop", Name: "base"}
	return plan.Item{Ref: ref, Root: root(t, "spec: {template: {spec: "+instance+"}}\n"), LocalConfig: true}
}

// copies are the findings about copies of a machine: two of them, of which each states a
// piece of spec, unless there is none.
func copies(t *testing.T, instance string, perReplica ...string) []string {
	t.Helper()
	template := &v1alpha1.MachineTemplate{Replicas: 2, From: &v1alpha1.MachineReference{Name: "base"}}
	for i, raw := range perReplica {
		name := []string{"web-0", "web-1"}[i]
		template.PerReplica = append(template.PerReplica, v1alpha1.Replica{Name: name, Spec: &runtime.RawExtension{Raw: []byte(raw)}})
	}
	intent := &v1alpha1.HighAvailability{ObjectMeta: metav1.ObjectMeta{Namespace: "shop", Name: "web"}}
	intent.Spec.Machines.Template = template
	intent.Spec.Default()
	blueprints, findings := plan.Blueprints(plan.Input{
		Intents: []*v1alpha1.HighAvailability{intent}, Inventory: plan.NewInventory([]plan.Item{machineItem(t, instance)}),
	})
	require.Len(t, blueprints, 2)
	paths := []string{}
	for _, finding := range findings {
		require.Equal(t, "copies-share-identity", finding.ID)
		require.Equal(t, "base", finding.Ref.Name)
		paths = append(paths, finding.Path[len(plan.TemplateSpec):].String())
	}
	return paths
}

func TestCopiesShare(t *testing.T) {
	const nic, mac = "domain.devices.interfaces[name=a]", "{domain: {devices: {interfaces: [{name: a, macAddress: 02:00:00:00:00:01}]}}}"
	const claim = "{volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]}"
	first, second := `{"domain":{"devices":{"interfaces":[{"name":"a","macAddress":"02:00:00:00:00:02"}]}}}`, `{"domain":{"devices":{"interfaces":[{"name":"a","macAddress":"02:00:00:00:00:03"}]}}}`
	for _, test := range []struct {
		reason, instance string
		perReplica       []string
		want             []string
	}{
		{"nothing to share", "{}", nil, []string{}},
		{"the host name", "{hostname: a}", nil, []string{"hostname"}},
		{"the firmware", "{domain: {firmware: {uuid: a, serial: b, bootloader: {efi: {}}}}}", nil, []string{"domain.firmware.uuid", "domain.firmware.serial"}},
		{"a MAC address", mac, nil, []string{nic + ".macAddress"}},
		{"each has its own", mac, []string{first, second}, []string{}},
		{"one has its own", mac, []string{first}, []string{nic + ".macAddress"}},
		{"one has it taken away", mac, []string{first, `{"domain":{"devices":{"interfaces":[{"name":"a","macAddress":null}]}}}`}, []string{}},
		{"another interface's", mac, []string{`{"domain":{"devices":{"interfaces":[{"name":"b","macAddress":"x"}]}}}`, second}, []string{nic + ".macAddress"}},
		{"a claim", claim, nil, []string{"volumes[name=data].persistentVolumeClaim.claimName"}},
		{"claims of their own", claim, []string{`{"volumes":[{"name":"data","persistentVolumeClaim":{"claimName":"a"}}]}`, `{"volumes":[{"name":"data","persistentVolumeClaim":{"claimName":"b"}}]}`}, []string{}},
		{"another source pushes the claim out", claim, []string{`{"volumes":[{"name":"data","emptyDisk":{"capacity":"1Gi"}}]}`, `{"volumes":[{"name":"data","containerDisk":{"image":"a"}}]}`}, []string{}},
		{"another field of the claim does not", claim, []string{`{"volumes":[{"name":"data","persistentVolumeClaim":{"hotpluggable":true}}]}`}, []string{"volumes[name=data].persistentVolumeClaim.claimName"}},
		{"a data volume that stands elsewhere", "{volumes: [{name: data, dataVolume: {name: data}}]}", nil, []string{"volumes[name=data].dataVolume.name"}},
		{"a CD-ROM is not written", "{domain: {devices: {disks: [{name: data, cdrom: {bus: sata}}]}}, volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]}", nil, []string{}},
		{"unless it says so", "{domain: {devices: {disks: [{name: data, cdrom: {readonly: false}}]}}, volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]}", nil, []string{"volumes[name=data].persistentVolumeClaim.claimName"}},
		{"a disk that is only read", "{domain: {devices: {disks: [{name: data, disk: {readonly: true}}]}}, volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]}", nil, []string{}},
		{"a disk that is for several", "{domain: {devices: {disks: [{name: data, disk: {}, shareable: true}]}}, volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]}", nil, []string{}},
	} {
		require.Equal(t, test.want, copies(t, test.instance, test.perReplica...), test.reason)
	}
}

// TestCopiesShareAddresses: network data that gives an address is for one machine, as far as the address is its own.
func TestCopiesShareAddresses(t *testing.T) {
	const field = "volumes[name=c].cloudInitNoCloud.networkData"
	for _, test := range []struct {
		reason, data string
		shared       bool
	}{
		{"DHCP", "version: 2\nethernets:\n  eth0:\n    dhcp4: true\n", false},
		{"a fixed address", "version: 2\nethernets:\n  eth0:\n    addresses: [192.0.2.1/24]\n", true},
		{"over lines", "version: 2\nethernets:\n  eth0:\n    addresses:\n    - 192.0.2.1/24\n", true},
		{"name servers are everybody's", "version: 2\nethernets:\n  eth0:\n    dhcp4: true\n    nameservers:\n      addresses: [192.0.2.53]\n", false},
		{"on one line", "version: 2\nethernets:\n  eth0: {dhcp4: true, nameservers: {addresses: [192.0.2.53]}}\n", false},
		{"an address behind name servers", "ethernets:\n  eth0:\n    nameservers:\n      addresses: [192.0.2.53]\n    addresses: [192.0.2.1/24]\n", true},
		{"version 1", "version: 1\nconfig:\n- type: physical\n  name: eth0\n  subnets:\n  - type: static\n    address: 192.0.2.1/24\n", true},
		{"name servers of version 1", "version: 1\nconfig:\n- type: nameserver\n  address: 192.0.2.53\n", false},
		{"a MAC address is one too", "ethernets:\n  eth0:\n    match:\n      macaddress: 02:00:00:00:00:01\n", true},
		{"a comment is none", "# addresses: none\nversion: 2\n", false},
		{"JSON", `{"version": 2, "ethernets": {"eth0": {"addresses": ["192.0.2.1/24"]}}}`, true},
	} {
		text := "{volumes: [{name: c, cloudInitNoCloud: {networkData: " + quoted(test.data) + "}}]}"
		want := []string{}
		if test.shared {
			want = append(want, field)
		}
		require.Equal(t, want, copies(t, text), test.reason)
	}
}
