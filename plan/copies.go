// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"slices"
	"strings"
)

// An identity is a value that two machines must not share: a name or an address of the
// machine, or a disk that it writes.
type identity struct {
	path Path // below the spec of the instance
	what string
	text string
}

// identitiesOf lists what the copies of a machine must not share.
func identitiesOf(m Machine, inv *Inventory) []identity {
	var all []identity
	add := func(path Path, what string, value Node) {
		if Exists(value) {
			all = append(all, identity{path, what, value.Text()})
		}
	}
	for _, field := range []string{"hostname", "domain.firmware.uuid", "domain.firmware.serial"} {
		add(Fields(field), field, m.At(field))
	}
	for _, nic := range Elements(m.At("domain.devices.interfaces")) {
		path := Fields("domain.devices.interfaces").Elem("name", nic.Get("name").Text())
		add(path.Key("macAddress"), "MAC address", nic.Get("macAddress"))
	}
	for _, volume := range Elements(m.At("volumes")) {
		path := Fields("volumes").Elem("name", volume.Get("name").Text())
		for _, source := range CloudInitSources {
			if data := volume.Get(source).Get("networkData"); FixesAddress(data.Text()) {
				add(path.Key(source, "networkData"), "fixed address", data)
			}
		}
		if claim := ClaimOf(m, inv, volume); claim.Own || mayBeShared(m, volume) {
			continue
		}
		add(path.Key("persistentVolumeClaim", "claimName"), "claim", volume.Get("persistentVolumeClaim").Get("claimName"))
		add(path.Key("dataVolume", "name"), "claim", volume.Get("dataVolume").Get("name"))
	}
	return all
}

// CloudInitSources are the volumes that hold data for cloud-init.
var CloudInitSources = []string{"cloudInitNoCloud", "cloudInitConfigDrive"}

// mayBeShared says whether several machines may use a volume at once, because its disk
// is not written (a CD-ROM never is, unless it says so) or is marked as shareable.
func mayBeShared(m Machine, volume Node) bool {
	disk := Named(m.At("domain.devices.disks"), "name", volume.Get("name").Text())
	if shareable, _ := disk.Get("shareable").Bool(); shareable {
		return true
	}
	if cdrom := disk.Get("cdrom"); Exists(cdrom) {
		readOnly, stated := cdrom.Get("readonly").Bool()
		return readOnly || !stated
	}
	readOnly, _ := disk.Get("disk").Get("readonly").Bool()
	return readOnly
}

// checkCopies finds identities of a machine that some of its copies would keep.
func (b blueprinter) checkCopies(base Machine, replicas []Blueprint) {
	if len(replicas) == 1 && base.LocalConfig {
		return // Nobody to share with.
	}
	for _, id := range identitiesOf(base, b.in.Inventory) {
		keeps := slices.IndexFunc(replicas, func(replica Blueprint) bool { return !replica.replaces(id.path) })
		if keeps < 0 {
			continue
		}
		b.about(base.Ref, TemplateSpec.Join(id.path), Error, "copies-share-identity", templateField+".from",
			"every copy would have the same %s, and %s has none of its own; state %s for each replica under %s.perReplica, or take it out of %s",
			id.what, replicas[keeps].Ref.Name, id.path, templateField, base.Ref.Name).Current = id.current()
	}
}

// checkIdentities finds identities that the intent itself gives to several machines.
func (g *groupBuilder) checkIdentities() {
	if g.template == nil || len(g.Machines) < 2 {
		return
	}
	first := map[[2]string]string{}
	told := map[string]bool{}
	for _, m := range g.Machines {
		for _, id := range identitiesOf(m, g.in.Inventory) {
			key := [2]string{id.what, id.text}
			other, found := first[key]
			if !found {
				first[key] = m.Ref.Name
				continue
			}
			if told[id.path.String()] {
				continue
			}
			told[id.path.String()] = true
			g.errorf("copies-share-identity", templateField, "%s and %s have the same %s; state %s for each replica under %s.perReplica, each its own",
				other, m.Ref.Name, id.what, id.path, templateField).Current = id.current()
		}
	}
}

// current is the value as a message shows it; a text of several lines says nothing there.
func (id identity) current() any {
	if strings.Contains(id.text, "\n") {
		return nil
	}
	return id.text
}

// CloudInitVolume is the volume that holds what a template states for cloud-init.
const CloudInitVolume = "cloudinit"

// ReplacesUserData says whether an overlay takes the place of the user data that guests are set up by.
func (b Blueprint) ReplacesUserData() bool {
	path := b.UserDataPath
	if b.Base == nil {
		path = Fields("volumes").Elem("name", CloudInitVolume).Key("cloudInitNoCloud", "userData")
	}
	return b.replaces(path)
}

// replaces says whether an overlay of the replica states the value at the path.
func (b Blueprint) replaces(path Path) bool {
	return slices.ContainsFunc(b.Overlays, func(overlay Overlay) bool { return overlayStates(overlay.Spec, path) })
}

// overlayStates follows a path through raw values, which state it too where they state an
// alternative that pushes it out.
func overlayStates(value any, path Path) bool {
	key := "" // under which the value stands
	for _, step := range path {
		if step.Match != nil {
			value = elementOf(value, step.Match)
			continue
		}
		fields, _ := value.(map[string]any)
		next, stated := fields[step.Key]
		if !stated {
			return pushesOut(alternatives[key], step.Key, fields)
		}
		value, key = next, step.Key
	}
	return true
}

func pushesOut(groups [][]string, field string, fields map[string]any) bool {
	return slices.ContainsFunc(groups, func(group []string) bool { return slices.Contains(pushedOut(group, fields), field) })
}

func elementOf(list any, match []Pair) any {
	elements, _ := list.([]any)
	for _, element := range elements {
		fields, _ := element.(map[string]any)
		if fields[match[0].Key] == match[0].Value {
			return fields
		}
	}
	return nil
}
