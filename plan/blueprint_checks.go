// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"encoding/json"
	"regexp"
	"strings"

	"k8s.io/apimachinery/pkg/api/resource"

	"vmha.dev/vmha/api/v1alpha1"
)

func (b blueprinter) checkFields() {
	t := b.template
	if t.From != nil {
		for _, field := range fieldsOfNewMachines(t) {
			b.errorf("from-excludes-fields", templateField+"."+field, "%s.%s does not go with from: the copy has its own; state the change under spec", templateField, field)
		}
		return
	}
	if t.Instancetype != nil && (t.CPU != nil || t.Memory != nil) {
		b.errorf("instancetype-excludes-size", templateField+".instancetype", "instancetype %s sets CPU and memory; KubeVirt refuses a machine with cpu or memory next to it; take one of them out", t.Instancetype.Name)
	}
	if t.Instancetype == nil && t.Memory == nil && !b.overlays("domain", "memory") && !b.overlays("domain", "resources") {
		b.errorf("memory-missing", templateField+".memory", "the machines have no memory; KubeVirt would never start them; state memory or instancetype")
	}
	b.checkUnit(templateField+".memory", t.Memory)
	b.checkRootDisk()
	b.checkCloudInit()
}

// checkUnit finds a quantity without a unit, which counts bytes: nobody means so few.
func (b blueprinter) checkUnit(field string, q *resource.Quantity) {
	const least = 1 << 20
	if q == nil || q.Value() >= least {
		return
	}
	b.errorf("quantity-too-small", field, "%d bytes are too few; state a unit, such as 4Gi", q.Value()).Current = q.String()
}

// overlays says whether the raw spec holds this value.
func (b blueprinter) overlays(keys ...string) bool {
	if b.template.Spec == nil {
		return false
	}
	var value any
	if json.Unmarshal(b.template.Spec.Raw, &value) != nil {
		return false
	}
	for _, key := range keys {
		m, _ := value.(map[string]any)
		value = m[key]
	}
	return value != nil
}

func (b blueprinter) checkRootDisk() {
	disk := b.template.RootDisk
	if disk == nil {
		if !b.overlays("volumes") {
			b.errorf("root-disk-missing", templateField+".rootDisk", "the machines have no disk to boot from; state rootDisk, or volumes under spec")
		}
		return
	}
	const field = templateField + ".rootDisk"
	b.checkDiskSource(disk.Source, field+".source")
	container := disk.Source.Type == v1alpha1.ContainerDisk
	if container && hasStorage(disk) {
		b.errorf("container-disk-has-no-storage", field, "a rootDisk of type ContainerDisk has the size of its image and no storage; take size, storageClassName, accessModes and volumeMode out")
	}
	if !container && disk.Size == nil {
		b.errorf("disk-size-missing", field+".size", "rootDisk has no size; state one, such as 30Gi")
	}
	b.checkUnit(field+".size", disk.Size)
}

func hasStorage(disk *v1alpha1.RootDisk) bool {
	return disk.Size != nil || disk.StorageClassName != nil || disk.AccessModes != nil || disk.VolumeMode != nil
}

// checkDiskSource: the field that is named like the type is stated, and no other.
func (b blueprinter) checkDiskSource(source v1alpha1.DiskSource, field string) {
	for _, one := range []struct {
		kind   v1alpha1.DiskSourceType
		stated bool
	}{
		{v1alpha1.ContainerDisk, source.ContainerDisk != nil},
		{v1alpha1.DataSource, source.DataSource != nil},
		{v1alpha1.Registry, source.Registry != nil},
		{v1alpha1.HTTP, source.HTTP != nil},
		{v1alpha1.PersistentVolumeClaim, source.PersistentVolumeClaim != nil},
	} {
		key := fieldOfSource(one.kind)
		switch {
		case one.kind == source.Type && !one.stated:
			b.errorf("disk-source-missing", field+"."+key, "the source of rootDisk has type %s and no %s; state it", one.kind, key)
		case one.kind != source.Type && one.stated:
			b.errorf("disk-source-unused", field+"."+key, "the source of rootDisk has type %s, yet states %s; set type to %s or take %s out", source.Type, key, one.kind, key)
		}
	}
}

// fieldOfSource is the field that is named like a type of source.
func fieldOfSource(kind v1alpha1.DiskSourceType) string {
	if kind == v1alpha1.HTTP {
		return "http"
	}
	return strings.ToLower(string(kind[:1])) + string(kind[1:])
}

func (b blueprinter) checkCloudInit() {
	const field = templateField + ".cloudInit"
	cloudInit := b.template.CloudInit
	if cloudInit == nil {
		return
	}
	if (cloudInit.UserData == "") == (cloudInit.SecretRef == nil) {
		b.errorf("cloud-init-ambiguous", field, "cloudInit needs exactly one of userData and secretRef")
	}
	if password := passwordLine.FindStringSubmatch(cloudInit.UserData); password != nil {
		b.add(Warning, "password-in-manifest", field+".userData", "the user data holds %s in plain text, which everybody who reads the manifests can see; use SSH keys, or a Secret that is not in Git (secretRef)", password[1])
	}
}

// passwordLine finds the keys of a cloud-config that hold passwords.
var passwordLine = regexp.MustCompile(`(?m)^[\s-]*(password|passwd|plain_text_passwd|hashed_passwd|chpasswd)\s*:`)
