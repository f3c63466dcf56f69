// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"maps"
	"slices"
)

// Edits turns an overlay into edits of a machine: disks, volumes, interfaces and
// networks are merged by name and maps key by key; everything else replaces what is
// there. Where KubeVirt takes one of several fields, the one that is stated pushes the others out.
func (o Overlay) Edits(target Ref) []Edit {
	e := overlayEdits{source: o.Source, target: target}
	e.merge(TemplateSpec, o.Spec)
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

func (e *overlayEdits) merge(path Path, value any) {
	fields, isMap := value.(map[string]any)
	elements, isList := value.([]any)
	switch list := mergedLists[lastKey(path)]; {
	case isMap && len(fields) > 0:
		for _, key := range slices.Sorted(maps.Keys(fields)) {
			e.merge(path.Key(key), fields[key])
		}
	case isList && list.merged:
		for _, element := range elements {
			e.mergeElement(path, list, element)
		}
	default:
		e.add(Set, path, value)
	}
}

// mergedList is a list whose elements are merged by name.
type mergedList struct {
	merged bool
	// whole elements replace each other: they are a name and one of many sources.
	whole bool
	// oneOf are the fields of which an element has one.
	oneOf []string
}

var mergedLists = map[string]mergedList{
	"volumes":    {merged: true, whole: true},
	"networks":   {merged: true, whole: true},
	"disks":      {merged: true, oneOf: []string{"disk", "lun", "cdrom"}},
	"interfaces": {merged: true, oneOf: []string{"binding", "bridge", "macvtap", "masquerade", "passt", "passtBinding", "slirp", "sriov"}},
}

func (e *overlayEdits) mergeElement(path Path, list mergedList, element any) {
	fields, _ := element.(map[string]any)
	name, _ := fields["name"].(string)
	path = path.Elem("name", name)
	if list.whole {
		e.add(Set, path, element)
		return
	}
	for _, field := range list.oneOf {
		if _, stated := fields[field]; stated {
			for _, other := range list.oneOf {
				if _, alsoStated := fields[other]; !alsoStated {
					e.add(Remove, path.Key(other), nil)
				}
			}
		}
	}
	e.merge(path, element)
}

func lastKey(path Path) string { return path[len(path)-1].Key }
