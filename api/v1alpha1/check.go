// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package v1alpha1

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// HighAvailabilityCheck says how manifests are checked: what fails a check, how severe
// a rule is here, and which findings are accepted, by whom and why.
//
// +kubebuilder:object:root=true
// +kubebuilder:resource:scope=Namespaced,path=highavailabilitychecks
type HighAvailabilityCheck struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`

	// What fails, what counts and what is accepted.
	// +required
	Spec HighAvailabilityCheckSpec `json:"spec"`
}

// HighAvailabilityCheckSpec says how manifests are checked.
type HighAvailabilityCheckSpec struct {
	// The least severe finding that fails the check.
	// +optional
	// +kubebuilder:default=Error
	// +kubebuilder:validation:Enum=Error;Warning;Info
	FailOn FailureThreshold `json:"failOn,omitempty"`

	// How severe the findings of a rule are here, by the rule's name; Ignore switches a rule off. The rules: docs/rules.md.
	// +optional
	Severities map[string]RuleSeverity `json:"severities,omitempty"`

	// Findings that are accepted, each with a reason. What waives nothing is itself reported.
	// +optional
	// +listType=atomic
	Waivers []Waiver `json:"waivers,omitempty"`
}

// FailureThreshold is the least severe finding that fails a check.
type FailureThreshold string

// The thresholds, the highest first.
const (
	FailOnError   FailureThreshold = "Error"
	FailOnWarning FailureThreshold = "Warning"
	FailOnInfo    FailureThreshold = "Info"
)

// RuleSeverity is how severe the findings of a rule are.
//
// +kubebuilder:validation:Enum=Error;Warning;Info;Ignore
type RuleSeverity string

// The severities of rules, the worst first.
const (
	SeverityError   RuleSeverity = "Error"
	SeverityWarning RuleSeverity = "Warning"
	SeverityInfo    RuleSeverity = "Info"
	SeverityIgnore  RuleSeverity = "Ignore"
)

// Waiver accepts what a rule finds, in all objects or in those that it names.
type Waiver struct {
	// Name of the rule, such as running-deprecated.
	// +required
	// +kubebuilder:validation:MinLength=1
	Rule string `json:"rule"`

	// Why the finding is accepted, for those who come later.
	// +required
	// +kubebuilder:validation:MinLength=1
	Reason string `json:"reason"`

	// Kind of the objects, such as VirtualMachine; all kinds if empty.
	// +optional
	Kind string `json:"kind,omitempty"`

	// Namespace of the objects; all namespaces if empty.
	// +optional
	Namespace string `json:"namespace,omitempty"`

	// Name of the object; all names if empty.
	// +optional
	Name string `json:"name,omitempty"`
}
