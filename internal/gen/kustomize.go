// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"fmt"
	"strings"
)

// A holder is a kind and where in it something stands that refers to other objects.
type holder struct {
	kind, group string
	at          string
}

// A reference is a kind that others refer to by name, with the places that do so.
type reference struct {
	kind, group, version string
	by                   []mention
}

// A mention holds a name; its path begins below each of its holders.
type mention struct {
	holders []holder
	paths   []string
}

const (
	kubevirt = "kubevirt.io"
	metallb  = "metallb.io"
)

// Where KubeVirt has the spec of an instance, that of a machine and that of a data volume
// (kubevirt.io/api core/v1 types.go and schema.go, pool/v1beta1 types.go; containerized-data-importer-api).
var (
	instances = []holder{
		{"VirtualMachine", kubevirt, "spec/template/spec"},
		{"VirtualMachineInstanceReplicaSet", kubevirt, "spec/template/spec"},
		{"VirtualMachinePool", "pool.kubevirt.io", "spec/virtualMachineTemplate/spec/template/spec"},
	}
	machines = []holder{
		{"VirtualMachine", kubevirt, "spec"},
		{"VirtualMachinePool", "pool.kubevirt.io", "spec/virtualMachineTemplate/spec"},
	}
	dataVolumes = []holder{
		{"VirtualMachine", kubevirt, "spec/dataVolumeTemplates/spec"},
		{"VirtualMachinePool", "pool.kubevirt.io", "spec/virtualMachineTemplate/spec/dataVolumeTemplates/spec"},
		{"DataVolume", "cdi.kubevirt.io", "spec"},
	}
	services    = []holder{{"Service", "", "metadata/annotations"}}
	layer2      = []holder{{"L2Advertisement", metallb, "spec"}}
	bgp         = []holder{{"BGPAdvertisement", metallb, "spec"}}
	nodeChecks  = []holder{{"NodeHealthCheck", "remediation.medik8s.io", "spec"}}
	machineMHCs = []holder{
		{"MachineHealthCheck", "machine.openshift.io", "spec/remediationTemplate"},
		{"MachineHealthCheck", "cluster.x-k8s.io", "spec/remediationTemplate"},
		{"MachineHealthCheck", "cluster.x-k8s.io", "spec/remediation/templateRef"},
	}
)

// remediation is where NodeHealthChecks name their templates.
var remediation = []mention{{nodeChecks, []string{"remediationTemplate/name", "escalatingRemediations/remediationTemplate/name"}}}

// references are the names that kustomize can carry over; it looks for the object in the namespace of the one that refers to it.
var references = []reference{
	{"IPAddressPool", metallb, "", []mention{
		{layer2, []string{"ipAddressPools"}},
		{bgp, []string{"ipAddressPools"}},
		{services, []string{`metallb.io\/address-pool`, `metallb.universe.tf\/address-pool`}},
	}},
	{"SelfNodeRemediationTemplate", "self-node-remediation.medik8s.io", "", remediation},
	{"FenceAgentsRemediationTemplate", "fence-agents-remediation.medik8s.io", "", remediation},
	{"MachineDeletionRemediationTemplate", "machine-deletion-remediation.medik8s.io", "", remediation},
	{"Metal3RemediationTemplate", "infrastructure.cluster.x-k8s.io", "", []mention{{machineMHCs, []string{"name"}}, remediation[0]}},
	{"DataVolume", "cdi.kubevirt.io", "", []mention{{instances, []string{"volumes/dataVolume/name", "volumes/persistentVolumeClaim/claimName"}}}},
	{"PersistentVolumeClaim", "", "v1", []mention{
		{instances, []string{"volumes/persistentVolumeClaim/claimName", "volumes/dataVolume/name", "volumes/ephemeral/persistentVolumeClaim/claimName", "volumes/memoryDump/claimName"}},
		{dataVolumes, []string{"source/pvc/name"}},
	}},
	{"DataSource", "cdi.kubevirt.io", "", []mention{
		{dataVolumes, []string{"sourceRef/name"}},
	}},
	{"VolumeSnapshot", "snapshot.storage.k8s.io", "", []mention{{dataVolumes, []string{"source/snapshot/name"}}}},
	{"StorageClass", "storage.k8s.io", "v1", []mention{
		{dataVolumes, []string{"storage/storageClassName", "pvc/storageClassName"}},
	}},
	{"Secret", "", "v1", []mention{
		{instances, []string{
			"volumes/cloudInitNoCloud/secretRef/name", "volumes/cloudInitNoCloud/networkDataSecretRef/name",
			"volumes/cloudInitConfigDrive/secretRef/name", "volumes/cloudInitConfigDrive/networkDataSecretRef/name",
			"volumes/secret/secretName", "volumes/sysprep/secret/name", "volumes/containerDisk/imagePullSecret",
			"accessCredentials/sshPublicKey/source/secret/secretName", "accessCredentials/userPassword/source/secret/secretName",
		}},
		{dataVolumes, []string{
			"source/http/secretRef", "source/registry/secretRef", "source/s3/secretRef", "source/gcs/secretRef",
			"source/imageio/secretRef", "source/vddk/secretRef",
		}},
	}},
	{"ConfigMap", "", "v1", []mention{
		{instances, []string{"volumes/configMap/name", "volumes/sysprep/configMap/name"}},
		{dataVolumes, []string{"source/http/certConfigMap", "source/registry/certConfigMap", "source/s3/certConfigMap", "source/imageio/certConfigMap"}},
	}},
	{"ServiceAccount", "", "v1", []mention{{instances, []string{"volumes/serviceAccount/serviceAccountName"}}}},
	{"NetworkAttachmentDefinition", "k8s.cni.cncf.io", "", []mention{{instances, []string{"networks/multus/networkName"}}}},
	{"PriorityClass", "scheduling.k8s.io", "v1", []mention{{instances, []string{"priorityClassName"}}}},
	{"VirtualMachineInstancetype", "instancetype.kubevirt.io", "", []mention{{machines, []string{"instancetype/name"}}}},
	{"VirtualMachinePreference", "instancetype.kubevirt.io", "", []mention{{machines, []string{"preference/name"}}}},
	{"Service", "", "v1", []mention{{[]holder{{"Route", "route.openshift.io", "spec"}}, []string{"to/name", "alternateBackends/name"}}}},
}

// Labels of the pods, and selectors that must not fall behind where they stand, as kustomize itself has them for Deployments.
var (
	templateLabels = []holder{
		{"VirtualMachine", kubevirt, "spec/template/metadata/labels"},
		{"VirtualMachineInstanceReplicaSet", kubevirt, "spec/template/metadata/labels"},
		{"VirtualMachinePool", "pool.kubevirt.io", "spec/virtualMachineTemplate/metadata/labels"},
		{"VirtualMachinePool", "pool.kubevirt.io", "spec/virtualMachineTemplate/spec/template/metadata/labels"},
	}
	selectors = []holder{
		{"VirtualMachineInstanceReplicaSet", kubevirt, "spec/selector/matchLabels"},
		{"VirtualMachinePool", "pool.kubevirt.io", "spec/selector/matchLabels"},
	}
	placements = []string{
		"affinity/podAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels",
		"affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels",
		"affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels",
		"affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels",
		"topologySpreadConstraints/labelSelector/matchLabels",
	}
)

const kustomizeIntroduction = `# Generated by internal/gen; "make generate" writes it anew.
#
# What kustomize must know about virtual machines, MetalLB and health checks of nodes, so that
# namePrefix, nameSuffix and labels of an overlay reach names and labels that refer to others:
#
#   configurations: [kustomizeconfig.yaml]
#
# kustomize follows a name only within one namespace, and only after the last transformer; so
# intents are not among these: the function finds what they name under its new name itself.
`

// kustomizeConfig makes schemas/kustomizeconfig.yaml.
func kustomizeConfig(string) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(kustomizeIntroduction + "nameReference:\n")
	for _, r := range references {
		b.WriteString("- " + strings.ReplaceAll(gvk(r.kind, r.group, r.version), ", ", "\n  ") + "\n  fieldSpecs:\n")
		for _, f := range r.by {
			for _, h := range f.holders {
				for _, path := range f.paths {
					b.WriteString("  " + h.below(path, ""))
				}
			}
		}
	}
	b.WriteString("commonLabels: # of includeSelectors\n")
	for _, h := range append(templateLabels, selectors...) {
		b.WriteString(h.below("", ", create: true"))
	}
	for _, h := range instances {
		for _, path := range placements {
			b.WriteString(h.below(path, ""))
		}
	}
	b.WriteString("templateLabels: # of includeTemplates\n")
	for _, h := range templateLabels {
		b.WriteString(h.below("", ", create: true"))
	}
	return b.Bytes(), nil
}

// below is the line of a field specification.
func (h holder) below(path, more string) string {
	at := h.at
	if path != "" {
		at += "/" + path
	}
	return fmt.Sprintf("- {%s, path: %s%s}\n", gvk(h.kind, h.group, ""), at, more)
}

func gvk(kind, group, version string) string {
	text := "kind: " + kind
	if group != "" {
		text += ", group: " + group
	}
	if version != "" {
		text += ", version: " + version
	}
	return text
}
