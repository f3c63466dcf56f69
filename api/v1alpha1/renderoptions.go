// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package v1alpha1

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// RenderOptions says how a function renders, apart from what the intents want: it is the
// functionConfig of one call, so that one package can be rendered in several ways.
//
// +kubebuilder:object:root=true
// +kubebuilder:resource:scope=Namespaced,path=renderoptions
type RenderOptions struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`

	// How this call renders.
	// +required
	Spec RenderOptionsSpec `json:"spec"`
}

// RenderOptionsSpec says how a function renders.
type RenderOptionsSpec struct {
	// What is rendered: machines and what stands in their namespace (Application), pools and health checks of the cluster (Infrastructure), or both.
	// +optional
	// +kubebuilder:default=All
	// +kubebuilder:validation:Enum=All;Application;Infrastructure
	Scope RenderScope `json:"scope,omitempty"`

	// The least severe finding of the rules that is shown about what is rendered; Off switches the rules off. Errors of the intent are always shown.
	// +optional
	// +kubebuilder:default=Warning
	// +kubebuilder:validation:Enum=Error;Warning;Info;Off
	Check CheckLevel `json:"check,omitempty"`

	// What is taken out: what an intent of this call no longer wants (Owned), or also what belongs to an intent that is not there any more (Orphans).
	// +optional
	// +kubebuilder:default=Owned
	// +kubebuilder:validation:Enum=Owned;Orphans
	Prune PruneMode `json:"prune,omitempty"`

	// Where new objects go, beside their intent: one file for each intent and scope (PerIntent), or one file for each object (PerObject).
	// +optional
	// +kubebuilder:default=PerIntent
	// +kubebuilder:validation:Enum=PerIntent;PerObject
	Layout OutputLayout `json:"layout,omitempty"`
}

// RenderScope is the part of the objects that is rendered.
type RenderScope string

// The scopes.
const (
	ScopeAll            RenderScope = "All"
	ScopeApplication    RenderScope = "Application"
	ScopeInfrastructure RenderScope = "Infrastructure"
)

// CheckLevel is the least severe finding of the rules that is shown.
type CheckLevel string

// The levels, the highest first.
const (
	CheckError   CheckLevel = "Error"
	CheckWarning CheckLevel = "Warning"
	CheckInfo    CheckLevel = "Info"
	CheckOff     CheckLevel = "Off"
)

// PruneMode says which generated objects are taken out.
type PruneMode string

// The modes.
const (
	PruneOwned   PruneMode = "Owned"
	PruneOrphans PruneMode = "Orphans"
)

// OutputLayout says which file a new object goes to.
type OutputLayout string

// The layouts.
const (
	LayoutPerIntent OutputLayout = "PerIntent"
	LayoutPerObject OutputLayout = "PerObject"
)
