// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import "strings"

// Ref names an object.
type Ref struct {
	APIVersion, Kind, Namespace, Name string
}

// String writes the reference as people do: VirtualMachine shop/web-0.
func (r Ref) String() string {
	if r.Namespace == "" {
		return r.Kind + " " + r.Name
	}
	return r.Kind + " " + r.Namespace + "/" + r.Name
}

// Compare orders references by kind, namespace, name and version.
func (r Ref) Compare(other Ref) int {
	switch {
	case r.Kind != other.Kind:
		return strings.Compare(r.Kind, other.Kind)
	case r.Namespace != other.Namespace:
		return strings.Compare(r.Namespace, other.Namespace)
	case r.Name != other.Name:
		return strings.Compare(r.Name, other.Name)
	}
	return strings.Compare(r.APIVersion, other.APIVersion)
}

// Source is the field of an intent that asks for something.
type Source struct {
	// Intent is the HighAvailability or HighAvailabilityPlatform.
	Intent Ref
	// Field is its field, dotted: spec.survive.nodeFailure.runStrategy. List
	// elements have no index: spec.loadBalancing.ports.targetPort.
	Field string
}

// Mode says what an edit does where something is there already.
type Mode int

const (
	// Set wins over what is there.
	Set Mode = iota
	// Default yields to what is there.
	Default
	// Insert adds a list element unless one with its merge keys is there. The path's last step is that element.
	Insert
	// Remove takes the value and its key away.
	Remove
	// Rename gives the key at the end of the path another name, which is the edit's
	// value: the value behind the key, its place and its comments stay.
	Rename
)

// Edit is one change of an object, as data. Maps and lists on the way to its
// path are made where they are missing.
type Edit struct {
	Source Source
	Target Ref
	Path   Path
	// Value is a string, bool, int64, []any, map[string]any, or a struct or slice of
	// structs with json tags of the upstream API. Nil with Remove.
	Value any
	Mode  Mode
}

// Scope says who owns an object.
type Scope string

const (
	// Application objects stand in the namespace of their machines.
	Application Scope = "Application"
	// Infrastructure objects act on the whole cluster.
	Infrastructure Scope = "Infrastructure"
)

// Object is one new object, as data.
type Object struct {
	Source Source
	Ref    Ref
	// Value is a pointer to the typed upstream struct; nil where the object is a copy.
	Value any
	// CopyOf is the object of the input that this one starts as.
	CopyOf *Ref
	Scope  Scope
	// Retain keeps the object in the manifests after its intent no longer wants it.
	Retain bool
}
