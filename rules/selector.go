// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"maps"
	"slices"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"

	"vmha.dev/vmha/plan"
)

// Selector selects pods by their labels.
type Selector struct {
	// Pairs are labels with one value.
	Pairs map[string]string
	// Expressions are the other requirements; nil for none.
	Expressions labels.Selector
}

// readSelector reads a selector with matchLabels and matchExpressions.
func readSelector(n plan.Node) Selector {
	s := Selector{Pairs: plan.TextMap(n.Get("matchLabels"))}
	var expressions []metav1.LabelSelectorRequirement
	for _, e := range plan.Elements(n.Get("matchExpressions")) {
		expressions = append(expressions, metav1.LabelSelectorRequirement{
			Key: e.Get("key").Text(), Operator: metav1.LabelSelectorOperator(e.Get("operator").Text()), Values: plan.Texts(e.Get("values")),
		})
	}
	if len(expressions) == 0 {
		return s
	}
	parsed, err := metav1.LabelSelectorAsSelector(&metav1.LabelSelector{MatchExpressions: expressions})
	if err != nil {
		parsed = labels.Nothing()
	}
	s.Expressions = parsed
	return s
}

// Empty says whether the selector asks for nothing.
func (s Selector) Empty() bool { return len(s.Pairs) == 0 && s.Expressions == nil }

// Machine says whether the pod of a machine is selected.
func (s Selector) Machine(m *Machine) bool {
	for key, value := range s.Pairs {
		if !m.Carries(key, value) {
			return false
		}
	}
	return s.Expressions == nil || s.Expressions.Matches(launched{m})
}

// Labels says whether plain labels are selected.
func (s Selector) Labels(set map[string]string) bool {
	for key, value := range s.Pairs {
		if own, found := set[key]; !found || own != value {
			return false
		}
	}
	return s.Expressions == nil || s.Expressions.Matches(labels.Set(set))
}

// Equal says whether two selectors ask for the same.
func (s Selector) Equal(other Selector) bool { return s.String() == other.String() }

// String writes the selector as kubectl does: app=web,tier in (front).
func (s Selector) String() string {
	var parts []string
	for _, key := range slices.Sorted(maps.Keys(s.Pairs)) {
		parts = append(parts, key+"="+s.Pairs[key])
	}
	if s.Expressions != nil {
		parts = append(parts, s.Expressions.String())
	}
	return strings.Join(parts, ",")
}

// launched are the labels on the pod of a machine.
type launched struct{ *Machine }

// Has says whether the pod has the label.
func (l launched) Has(key string) bool {
	_, found := l.Lookup(key)
	return found
}

// Get returns the value of a label.
func (l launched) Get(key string) string {
	value, _ := l.Lookup(key)
	return value
}

// Lookup returns the value of a label, and whether the pod has it.
func (l launched) Lookup(key string) (string, bool) {
	if value, found := l.PodLabels[key]; found {
		return value, true
	}
	switch key {
	case launcherLabel:
		return "virt-launcher", true
	case nameLabel:
		return l.Hostname(), true
	case idLabel:
		return l.Ref.Name, true
	}
	return "", false
}

// label is a label in a namespace.
type label struct{ namespace, key, value string }

// labelIndex finds values by one of their labels.
type labelIndex[T any] map[label][]T

func (index labelIndex[T]) add(namespace string, set map[string]string, value T) {
	for key, text := range set {
		index.put(namespace, key, text, value)
	}
}

func (index labelIndex[T]) put(namespace, key, text string, value T) {
	at := label{namespace, key, text}
	index[at] = append(index[at], value)
}

// candidates are the values with the rarest of the labels; asked is false where no
// label could be looked up.
func (index labelIndex[T]) candidates(namespace string, pairs map[string]string) (found []T, asked bool) {
	for key, value := range pairs {
		if slices.Contains(runtimeLabels, key) || key == launcherLabel {
			continue
		}
		with := index[label{namespace, key, value}]
		if !asked || len(with) < len(found) {
			found, asked = with, true
		}
	}
	return found, asked
}
