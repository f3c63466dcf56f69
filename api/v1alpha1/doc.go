// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

// Package v1alpha1 holds the intent: what a person says about the high
// availability of a group of virtual machines (HighAvailability), about the
// cluster that they run on (HighAvailabilityPlatform), about how manifests are
// checked (HighAvailabilityCheck) and about how a call renders (RenderOptions).
//
// Structural rules (required, enum, pattern, bounds) are markers on these types
// and nowhere else: the CRDs, the JSON schemas, the reference and the check of
// every run are made from them. Conditions between fields are checked by package
// plan.
//
// +kubebuilder:object:generate=false
// +groupName=vmha.dev
package v1alpha1

const (
	// Group is the API group of every kind of this package.
	Group = "vmha.dev"
	// APIVersion is the apiVersion of every kind of this package.
	APIVersion = Group + "/v1alpha1"
	// KindHighAvailability is the kind that the owner of the machines writes.
	KindHighAvailability = "HighAvailability"
	// KindHighAvailabilityPlatform is the kind that the administrator of the cluster writes.
	KindHighAvailabilityPlatform = "HighAvailabilityPlatform"
	// KindHighAvailabilityCheck is the kind of those who answer for the quality of manifests.
	KindHighAvailabilityCheck = "HighAvailabilityCheck"
	// KindRenderOptions is the kind that says how a call of the function renders.
	KindRenderOptions = "RenderOptions"
)
