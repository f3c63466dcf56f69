// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"strings"
)

// checkCopies finds what copies of a machine must not share: an identity on the
// network, in the firmware or in cloud-init, and disks that are written.
func (b blueprinter) checkCopies(base Machine, replicas []Blueprint) {
	for _, identity := range identities {
		value := base.At(identity)
		if Exists(value) {
			b.checkShared(base, Fields(identity), value.Text(), "every copy would have the same "+identity, replicas)
		}
	}
	for _, nic := range base.At("domain.devices.interfaces").Elements() {
		if mac := nic.Get("macAddress"); Exists(mac) {
			path := Fields("domain.devices.interfaces").Elem("name", nic.Get("name").Text()).Key("macAddress")
			b.checkShared(base, path, mac.Text(), "every copy would have the same MAC address", replicas)
		}
	}
	for _, volume := range base.At("volumes").Elements() {
		b.checkSharedVolume(base, volume, replicas)
	}
}

// identities are fields that tell one machine from another.
var identities = []string{"hostname", "domain.firmware.uuid", "domain.firmware.serial"}

func (b blueprinter) checkSharedVolume(base Machine, volume Node, replicas []Blueprint) {
	path := Fields("volumes").Elem("name", volume.Get("name").Text())
	for _, source := range CloudInitSources {
		text := volume.Get(source).Get("networkData").Text()
		if strings.Contains(text, "addresses:") || strings.Contains(text, "address:") {
			b.checkShared(base, path.Key(source, "networkData"), nil, "every copy would have the same fixed address", replicas)
		}
	}
	claim := ClaimOf(base, b.in.Inventory, volume)
	if claim.Name != "" && !claim.Own {
		b.checkShared(base, path, claim.Name, "every copy would write to the claim "+claim.Name, replicas)
	}
}

// CloudInitSources are the volumes that hold data for cloud-init.
var CloudInitSources = []string{"cloudInitNoCloud", "cloudInitConfigDrive"}

// checkShared reports a value of the base that some replica does not replace.
func (b blueprinter) checkShared(base Machine, path Path, current any, problem string, replicas []Blueprint) {
	for _, replica := range replicas {
		if replica.replaces(path) {
			continue
		}
		b.about(base.Ref, TemplateSpec.Join(path), Error, "copies-share-identity", templateField+".from",
			"%s (%s has none of its own); state %s for each replica under %s.perReplica, or take it out of %s",
			problem, replica.Ref.Name, path, templateField, base.Ref.Name).Current = current
		return
	}
}

// replaces says whether an overlay of the replica states the value at the path.
func (b Blueprint) replaces(path Path) bool {
	for _, overlay := range b.Overlays {
		if overlayStates(overlay.Spec, path) {
			return true
		}
	}
	return false
}

// overlayStates follows a path through raw values; a list element that is stated replaces its source as a whole.
func overlayStates(value any, path Path) bool {
	for i, step := range path {
		if step.Match == nil {
			m, _ := value.(map[string]any)
			value = m[step.Key]
			if value == nil {
				return false
			}
			continue
		}
		value = elementOf(value, step.Match)
		if value == nil {
			return false
		}
		if path[i-1].Key == "volumes" {
			return len(value.(map[string]any)) > 1
		}
	}
	return true
}

func elementOf(list any, match []Pair) any {
	elements, _ := list.([]any)
	for _, element := range elements {
		m, _ := element.(map[string]any)
		if m != nil && m[match[0].Key] == match[0].Value {
			return m
		}
	}
	return nil
}
