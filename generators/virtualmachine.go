// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package generators

import (
	"cmp"
	"maps"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	kubevirtv1 "kubevirt.io/api/core/v1"
	cdiv1 "kubevirt.io/containerized-data-importer-api/pkg/apis/core/v1beta1"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
)

// shutdownSeconds is how long a guest may take to shut down in good order; never 0,
// which cuts its power and makes KubeVirt take a hang for a shutdown.
const shutdownSeconds = int64(180)

const (
	rootDiskName = "rootdisk"
	networkName  = "default"
)

// VirtualMachines makes the machines of the blueprints, as plainly as a person would
// write them, or as copies; and the Secrets with user data that is too long to stand in a machine.
func VirtualMachines(blueprints []plan.Blueprint) []plan.Object {
	objects := make([]plan.Object, 0, len(blueprints))
	secrets := newSecrets()
	for _, blueprint := range blueprints {
		if blueprint.Base != nil {
			objects = append(objects, plan.Object{
				Source: blueprint.Source, Ref: blueprint.Ref, CopyOf: &blueprint.Base.Ref,
				Scope: plan.Application, Retain: retain(blueprint),
			})
		} else {
			objects = append(objects, newMachine(blueprint))
		}
		objects = append(objects, secrets.of(blueprint)...)
	}
	return objects
}

func retain(b plan.Blueprint) bool { return b.Template.DeletionPolicy == v1alpha1.Retain }

func newMachine(b plan.Blueprint) plan.Object {
	t := b.Template
	run := kubevirtv1.VirtualMachineRunStrategy(b.RunStrategy)
	vm := &kubevirtv1.VirtualMachine{
		TypeMeta:   metav1.TypeMeta{APIVersion: b.Ref.APIVersion, Kind: b.Ref.Kind},
		ObjectMeta: metav1.ObjectMeta{Name: b.Ref.Name, Namespace: b.Ref.Namespace, Labels: t.Labels},
		Spec: kubevirtv1.VirtualMachineSpec{
			RunStrategy: &run,
			Template: &kubevirtv1.VirtualMachineInstanceTemplateSpec{
				ObjectMeta: metav1.ObjectMeta{Labels: templateLabels(b)},
				Spec:       instanceSpec(b),
			},
			DataVolumeTemplates: dataVolumes(b),
		},
	}
	if t.Instancetype != nil {
		vm.Spec.Instancetype = &kubevirtv1.InstancetypeMatcher{Name: t.Instancetype.Name, Kind: t.Instancetype.Kind}
	}
	if t.Preference != nil {
		vm.Spec.Preference = &kubevirtv1.PreferenceMatcher{Name: t.Preference.Name, Kind: t.Preference.Kind}
	}
	return plan.Object{Source: b.Source, Ref: b.Ref, Value: vm, Scope: plan.Application, Retain: retain(b)}
}

func templateLabels(b plan.Blueprint) map[string]string {
	labels := maps.Clone(b.Template.Labels)
	if labels == nil {
		labels = map[string]string{}
	}
	labels[plan.GroupLabel] = b.Group
	return labels
}

func instanceSpec(b plan.Blueprint) kubevirtv1.VirtualMachineInstanceSpec {
	eviction, grace := kubevirtv1.EvictionStrategy(b.EvictionStrategy), shutdownSeconds
	disks, volumes := disksAndVolumes(b)
	spec := kubevirtv1.VirtualMachineInstanceSpec{
		Architecture:                  string(plan.ArchitectureOf(b.Template)),
		EvictionStrategy:              &eviction,
		TerminationGracePeriodSeconds: &grace,
		Domain: kubevirtv1.DomainSpec{
			Devices: kubevirtv1.Devices{
				Disks: disks,
				Interfaces: []kubevirtv1.Interface{{
					Name:                   networkName,
					InterfaceBindingMethod: kubevirtv1.InterfaceBindingMethod{Masquerade: &kubevirtv1.InterfaceMasquerade{}},
				}},
				Rng: &kubevirtv1.Rng{},
			},
		},
		Networks: []kubevirtv1.Network{{Name: networkName, NetworkSource: kubevirtv1.NetworkSource{Pod: &kubevirtv1.PodNetwork{}}}},
		Volumes:  volumes,
	}
	if b.Template.Preference == nil { // a preference chooses the model where none is stated
		spec.Domain.Devices.Interfaces[0].Model = "virtio"
	}
	if cores := b.Template.CPU; cores != nil {
		spec.Domain.CPU = &kubevirtv1.CPU{Cores: uint32(*cores)} //nolint:gosec // The schema lets no number below 1 pass.
	}
	if memory := b.Template.Memory; memory != nil {
		spec.Domain.Memory = &kubevirtv1.Memory{Guest: memory}
	}
	return spec
}

func disksAndVolumes(b plan.Blueprint) ([]kubevirtv1.Disk, []kubevirtv1.Volume) {
	var disks []kubevirtv1.Disk
	var volumes []kubevirtv1.Volume
	add := func(name string, source kubevirtv1.VolumeSource) {
		target := &kubevirtv1.DiskTarget{Bus: kubevirtv1.DiskBusVirtio}
		if b.Template.Preference != nil { // a preference chooses the bus where none is stated
			target = &kubevirtv1.DiskTarget{}
		}
		disks = append(disks, kubevirtv1.Disk{Name: name, DiskDevice: kubevirtv1.DiskDevice{Disk: target}})
		volumes = append(volumes, kubevirtv1.Volume{Name: name, VolumeSource: source})
	}
	if root := b.Template.RootDisk; root != nil {
		add(rootDiskName, rootVolume(b, root))
		first := uint(1)
		disks[0].BootOrder = &first
	}
	if cloudInit := cloudInitSource(b); cloudInit != nil {
		add(plan.CloudInitVolume, kubevirtv1.VolumeSource{CloudInitNoCloud: cloudInit})
	}
	return disks, volumes
}

func rootVolume(b plan.Blueprint, root *v1alpha1.RootDisk) kubevirtv1.VolumeSource {
	if root.Source.Type == v1alpha1.ContainerDisk {
		return kubevirtv1.VolumeSource{ContainerDisk: &kubevirtv1.ContainerDiskSource{Image: root.Source.ContainerDisk.Image}}
	}
	return kubevirtv1.VolumeSource{DataVolume: &kubevirtv1.DataVolumeSource{Name: rootVolumeName(b)}}
}

func rootVolumeName(b plan.Blueprint) string { return b.Ref.Name + "-root" }

func dataVolumes(b plan.Blueprint) []kubevirtv1.DataVolumeTemplateSpec {
	root := b.Template.RootDisk
	if root == nil || root.Source.Type == v1alpha1.ContainerDisk {
		return nil
	}
	storage := &cdiv1.StorageSpec{
		AccessModes:      root.AccessModes,
		StorageClassName: root.StorageClassName,
		VolumeMode:       root.VolumeMode,
		Resources:        corev1.VolumeResourceRequirements{Requests: corev1.ResourceList{corev1.ResourceStorage: *root.Size}},
	}
	if storage.AccessModes == nil {
		storage.AccessModes = []corev1.PersistentVolumeAccessMode{corev1.ReadWriteMany}
	}
	if storage.VolumeMode == nil && storage.AccessModes[0] == corev1.ReadWriteMany {
		block := corev1.PersistentVolumeBlock
		storage.VolumeMode = &block
	}
	spec := cdiv1.DataVolumeSpec{Storage: storage}
	setSource(&spec, root.Source, b.Ref.Namespace)
	return []kubevirtv1.DataVolumeTemplateSpec{{ObjectMeta: metav1.ObjectMeta{Name: rootVolumeName(b)}, Spec: spec}}
}

func setSource(spec *cdiv1.DataVolumeSpec, source v1alpha1.DiskSource, namespace string) {
	switch source.Type {
	case v1alpha1.DataSource:
		spec.SourceRef = &cdiv1.DataVolumeSourceRef{Kind: cdiv1.DataVolumeDataSource, Name: source.DataSource.Name}
		if namespace := source.DataSource.Namespace; namespace != "" {
			spec.SourceRef.Namespace = &namespace
		}
	case v1alpha1.Registry:
		spec.Source = &cdiv1.DataVolumeSource{Registry: &cdiv1.DataVolumeSourceRegistry{URL: &source.Registry.URL}}
	case v1alpha1.HTTP:
		spec.Source = &cdiv1.DataVolumeSource{HTTP: &cdiv1.DataVolumeSourceHTTP{URL: source.HTTP.URL}}
	case v1alpha1.PersistentVolumeClaim:
		claim := source.PersistentVolumeClaim // CDI takes none without a namespace.
		spec.Source = &cdiv1.DataVolumeSource{PVC: &cdiv1.DataVolumeSourcePVC{Name: claim.Name, Namespace: cmp.Or(claim.Namespace, namespace)}}
	}
}
