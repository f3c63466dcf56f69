// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"strings"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
)

var (
	runStrategyPath = plan.Fields("spec.runStrategy")
	runningPath     = plan.Fields("spec.running")
)

// staysOff says whether the machine stays off once its guest has shut down in good order.
func (m *Machine) staysOff() bool {
	return m.Controlled() && m.RunStrategy() == string(v1alpha1.RerunOnFailure)
}

// drainStops says whether a drain shuts the machine down rather than moving it, and whether
// that is sure: a machine that says nothing gets the cluster's default, which is None for
// KubeVirt alone and LiveMigrate on OpenShift.
func (m *Machine) drainStops() (stops, sure bool) {
	_, stuck := m.notLiveMigratable()
	switch v1alpha1.EvictionStrategy(m.Eviction()) {
	case v1alpha1.EvictNone:
		return true, true
	case v1alpha1.LiveMigrateIfPossible:
		return stuck, true
	case "":
		distribution := m.world.Facts.Distribution
		return distribution != v1alpha1.OpenShift, distribution == v1alpha1.Kubernetes
	}
	return false, true
}

// sameWord finds the word that was meant in another case.
func sameWord(text string, words []string) (string, bool) {
	for _, word := range words {
		if strings.EqualFold(text, word) {
			return word, true
		}
	}
	return "", false
}

// meant proposes the word of a list that a text is in another case, or nothing.
func meant(text string, words []string) any {
	if word, found := sameWord(text, words); found {
		return word
	}
	return nil
}
