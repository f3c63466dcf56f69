// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"maps"
	"slices"
)

// Edits turns an overlay into edits of a machine: disks, volumes, interfaces and
// networks are merged by name and maps key by key; everything else replaces what is
// there, and null takes it away. Where KubeVirt takes one of several fields, the one
// that is stated pushes the others out.
func (o Overlay) Edits(target Ref) []Edit {
	e := overlayEdits{source: o.Source, target: target}
	e.mergeFields(TemplateSpec, "", o.Spec)
	return e.edits
}

type overlayEdits struct {
	source Source
	target Ref
	edits  []Edit
}

func (e *overlayEdits) add(mode Mode, path Path, value any) {
	e.edits = append(e.edits, Edit{Source: e.source, Target: e.target, Path: path, Value: value, Mode: mode})
}

func (e *overlayEdits) merge(path Path, key string, value any) {
	fields, isMap := value.(map[string]any)
	elements, isList := value.([]any)
	switch {
	case value == nil:
		e.add(Remove, path, nil)
	case isMap && len(fields) == 0:
		e.add(Default, path, fields) // Nothing to merge, but masquerade: {} says something by being there.
	case isMap:
		e.mergeFields(path, key, fields)
	case isList && slices.Contains(mergedLists, key):
		for _, element := range elements {
			fields, _ := element.(map[string]any)
			name, _ := fields["name"].(string)
			e.mergeFields(path.Elem("name", name), key, fields)
		}
	default:
		e.add(Set, path, value)
	}
}

// mergeFields merges a map, which stands under the key or is an element of the list there.
func (e *overlayEdits) mergeFields(path Path, key string, fields map[string]any) {
	for _, group := range alternatives[key] {
		for _, field := range pushedOut(group, fields) {
			e.add(Remove, path.Key(field), nil)
		}
	}
	for _, field := range slices.Sorted(maps.Keys(fields)) {
		e.merge(path.Key(field), field, fields[field])
	}
}

// mergedLists are the lists whose elements are merged by name.
var mergedLists = []string{"disks", "volumes", "interfaces", "networks"}

// alternatives are fields of which KubeVirt takes one, by the key of their map or of
// the list whose elements hold them (kubevirt.io/api core/v1 schema.go).
var alternatives = map[string][][]string{
	"volumes": {{
		"cloudInitConfigDrive", "cloudInitNoCloud", "configMap", "containerDisk", "containerPath", "dataVolume", "downwardAPI", "downwardMetrics",
		"emptyDisk", "ephemeral", "hostDisk", "memoryDump", "persistentVolumeClaim", "secret", "serviceAccount", "sysprep",
	}},
	"networks":             {{"multus", "pod", "resourceClaim"}},
	"disks":                {{"cdrom", "disk", "lun"}},
	"interfaces":           {{"binding", "bridge", "macvtap", "masquerade", "passt", "passtBinding", "slirp", "sriov"}},
	"cloudInitNoCloud":     cloudInitFields,
	"cloudInitConfigDrive": cloudInitFields,
	"readinessProbe":       {Handlers},
	"livenessProbe":        {Handlers},
	"watchdog":             {WatchdogModels},
}

var cloudInitFields = [][]string{
	{"secretRef", "userData", "userDataBase64"},
	{"networkData", "networkDataBase64", "networkDataSecretRef"},
}

// pushedOut are the fields of the group that give way to one that is stated.
func pushedOut(group []string, fields map[string]any) []string {
	stated := func(field string) bool { return fields[field] != nil }
	if !slices.ContainsFunc(group, stated) {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(group), func(field string) bool {
		_, written := fields[field]
		return written
	})
}
