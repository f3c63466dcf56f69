// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"strings"

	"vmha.dev/vmha/plan"
)

var templatesPath = plan.Fields("spec.dataVolumeTemplates")

// dataVolumeTemplates of a machine.
func (m *Machine) dataVolumeTemplates() plan.Node {
	return m.MachineSpec.Get("dataVolumeTemplates")
}

// claimName is the claim or DataVolume behind a volume; empty where it is on none.
func claimName(volume plan.Node) string {
	if name := volume.Get("dataVolume").Get("name").Text(); name != "" {
		return name
	}
	return volume.Get("persistentVolumeClaim").Get("claimName").Text()
}

// ownTemplate says whether the machine makes this claim itself.
func (m *Machine) ownTemplate(name string) bool {
	for _, template := range plan.Elements(m.dataVolumeTemplates()) {
		if template.Get("metadata").Get("name").Text() == name {
			return true
		}
	}
	return false
}

// disk returns the disk of a volume.
func (m *Machine) disk(name string) plan.Node {
	return plan.Named(m.Devices.Get("disks"), "name", name)
}

// written says whether the machine writes to a volume that is not meant to be shared.
func (m *Machine) written(volume plan.Node) bool {
	disk := m.disk(volume.Get("name").Text())
	return !isTrue(disk.Get("shareable")) && !plan.Exists(disk.Get("cdrom")) &&
		!isTrue(volume.Get("persistentVolumeClaim").Get("readOnly"))
}

// bootVolume is the volume that the machine boots from: the disk with the least bootOrder, or the first.
func (m *Machine) bootVolume() plan.Node {
	best, order := "", int64(0)
	for _, disk := range plan.Elements(m.Devices.Get("disks")) {
		if at, ok := disk.Get("bootOrder").Int(); ok && (best == "" || at < order) {
			best, order = disk.Get("name").Text(), at
		}
	}
	for _, volume := range plan.Elements(m.Instance.Get("volumes")) {
		if best == "" || volume.Get("name").Text() == best {
			return volume
		}
	}
	return m.Instance.Get("")
}

// volumePath is the path of a volume.
func volumePath(volume plan.Node) plan.Path {
	return inInstance("volumes").Elem("name", volume.Get("name").Text())
}

// fenced says whether the manifests show that somebody cares for dead nodes.
func (w *World) fenced() bool {
	return len(w.Objects(machineAPIGroup, kindHealthCheck)) > 0 || len(w.Objects(clusterAPIGroup, kindHealthCheck)) > 0 ||
		len(w.Objects(medik8sGroup, kindNodeCheck)) > 0
}

// nodeLocal says whether a storage class is known to keep its volumes on one node.
func nodeLocal(class string) bool {
	for _, word := range []string{"local-path", "hostpath", "local-storage", "topolvm", "lvms-"} {
		if strings.Contains(class, word) {
			return true
		}
	}
	return false
}
