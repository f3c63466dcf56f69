// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package generators

import (
	"maps"
	"slices"
	"strings"

	"vmha.dev/vmha/plan"
)

// Edits are what turns each machine of the blueprints into the one that is asked for:
// a copy gets names of its own, and every machine its overlays.
func Edits(blueprints []plan.Blueprint) []plan.Edit {
	var edits []plan.Edit
	for _, blueprint := range blueprints {
		if blueprint.Base != nil {
			edits = append(edits, copyEdits(blueprint)...)
		}
		for _, overlay := range blueprint.Overlays {
			edits = append(edits, overlay.Edits(blueprint.Ref)...)
		}
	}
	return edits
}

// serverFields are written by the cluster and mean nothing for a copy.
var serverFields = []string{
	"metadata.uid", "metadata.resourceVersion", "metadata.generation", "metadata.creationTimestamp",
	"metadata.selfLink", "metadata.managedFields", "metadata.ownerReferences", "status",
}

func copyEdits(b plan.Blueprint) []plan.Edit {
	var edits []plan.Edit
	add := func(mode plan.Mode, path plan.Path, value any) {
		edits = append(edits, plan.Edit{Source: b.Source, Target: b.Ref, Path: path, Value: value, Mode: mode})
	}
	add(plan.Set, plan.Fields("metadata.name"), b.Ref.Name)
	for _, field := range serverFields {
		if plan.At(b.Base.Root, plan.Fields(field)).Kind() != plan.Absent {
			add(plan.Remove, plan.Fields(field), nil)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(b.Template.Labels)) {
		value := b.Template.Labels[key]
		add(plan.Set, plan.Fields("metadata.labels").Key(key), value)
		add(plan.Set, plan.TemplateLabels.Key(key), value)
	}
	add(plan.Set, plan.TemplateLabels.Key(plan.GroupLabel), b.Group)
	renameDisks(b, add)
	if b.Guest.Wanted() && b.UserDataPath != nil {
		setUserData(b, add)
	}
	return edits
}

type adder func(plan.Mode, plan.Path, any)

// renameDisks gives each data volume of a copy a name of its own, wherever it is spoken of.
func renameDisks(b plan.Blueprint, add adder) {
	templates := plan.Fields("spec.dataVolumeTemplates")
	renamed := map[string]string{}
	for _, template := range plan.Elements(plan.At(b.Base.Root, templates)) {
		old := template.Get("metadata").Get("name").Text()
		renamed[old] = copyName(old, b.Base.Ref.Name, b.Ref.Name)
		add(plan.Set, templates.Elem("metadata.name", old).Key("metadata", "name"), renamed[old])
	}
	for _, volume := range plan.Elements(b.Base.At("volumes")) {
		path := plan.TemplateSpec.Key("volumes").Elem("name", volume.Get("name").Text())
		if name, found := renamed[volume.Get("dataVolume").Get("name").Text()]; found {
			add(plan.Set, path.Key("dataVolume", "name"), name)
		}
		if name, found := renamed[volume.Get("persistentVolumeClaim").Get("claimName").Text()]; found {
			add(plan.Set, path.Key("persistentVolumeClaim", "claimName"), name)
		}
	}
}

// copyName names a copy's own: web-base-root of web-base becomes web-0-root of web-0.
func copyName(old, base, replica string) string {
	if rest, found := strings.CutPrefix(old, base); found {
		return replica + rest
	}
	return replica + "-" + old
}

func setUserData(b plan.Blueprint, add adder) {
	path := plan.TemplateSpec.Join(b.UserDataPath)
	if !inSecret(b) {
		add(plan.Set, path, b.UserData)
		return
	}
	add(plan.Remove, path, nil)
	add(plan.Set, path[:len(path)-1].Key("secretRef", "name"), secretName(b))
}
