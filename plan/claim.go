// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"encoding/json"
	"slices"
)

// Shared says whether several nodes may use a claim at once.
type Shared int

// What may be known of a claim.
const (
	SharedUnknown Shared = iota
	SharedYes
	SharedNo
)

// Claim is the claim behind a volume of a machine.
type Claim struct {
	// Name of the claim; empty where the volume is on none.
	Name string
	// Shared says whether its access modes hold ReadWriteMany.
	Shared Shared
	// Modes are the access modes that are written.
	Modes []string
	// Own is set where the machine makes the claim itself, by a template of a DataVolume.
	Own bool
	// storage is the key under which the machine's own template describes the storage.
	storage string
}

// Path is where the machine itself says the access modes; nil where it does not make the claim.
func (c Claim) Path() Path {
	if !c.Own {
		return nil
	}
	return Fields("spec.dataVolumeTemplates").Elem("metadata.name", c.Name).Key("spec", c.storage, "accessModes")
}

const cdiGroup = "cdi.kubevirt.io"

// ClaimOf finds the claim behind a volume: one that the machine makes itself, a
// DataVolume or PersistentVolumeClaim of the input, or one that stands elsewhere.
func ClaimOf(m Machine, inv *Inventory, volume Node) Claim {
	name := volume.Get("dataVolume").Get("name").Text()
	if name == "" {
		name = volume.Get("persistentVolumeClaim").Get("claimName").Text()
	}
	if name == "" {
		return Claim{}
	}
	for _, template := range Elements(At(m.Root, Fields("spec.dataVolumeTemplates"))) {
		if template.Get("metadata").Get("name").Text() == name {
			claim := dataVolumeClaim(name, template.Get("spec"))
			claim.Own, claim.storage = true, storageKey(template.Get("spec"))
			return claim
		}
	}
	if item, found := inv.Find(cdiGroup, "DataVolume", m.Ref.Namespace, name); found {
		return dataVolumeClaim(name, item.Root.Get("spec"))
	}
	if item, found := inv.Find("", "PersistentVolumeClaim", m.Ref.Namespace, name); found {
		return sharing(name, Texts(item.Root.Get("spec").Get("accessModes")))
	}
	return sharing(name, harvesterModes(m, name))
}

// harvesterTemplates is the annotation in which machines of Harvester describe the claims that are made for them, as
// a list in JSON (harvester pkg/util/constants.go AnnotationVolumeClaimTemplates).
var harvesterTemplates = Fields("metadata.annotations").Key("harvesterhci.io/volumeClaimTemplates")

// harvesterModes are the access modes of a claim that Harvester makes for a machine, if it does.
func harvesterModes(m Machine, name string) []string {
	text := At(m.Root, harvesterTemplates).Text()
	if text == "" {
		return nil
	}
	var templates []struct {
		Metadata struct {
			Name string `json:"name"`
		} `json:"metadata"`
		Spec struct {
			AccessModes []string `json:"accessModes"`
		} `json:"spec"`
	}
	if json.Unmarshal([]byte(text), &templates) != nil {
		return nil
	}
	for _, template := range templates {
		if template.Metadata.Name == name {
			return template.Spec.AccessModes
		}
	}
	return nil
}

func storageKey(spec Node) string {
	if Exists(spec.Get("pvc")) {
		return "pvc"
	}
	return "storage"
}

func dataVolumeClaim(name string, spec Node) Claim {
	return sharing(name, Texts(spec.Get(storageKey(spec)).Get("accessModes")))
}

func sharing(name string, modes []string) Claim {
	claim := Claim{Name: name, Modes: modes}
	switch {
	case len(claim.Modes) == 0: // The storage profile of the class decides.
	case slices.Contains(claim.Modes, "ReadWriteMany"):
		claim.Shared = SharedYes
	default:
		claim.Shared = SharedNo
	}
	return claim
}
