// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// affinityConfigDropped: the settings of sticky sessions are dropped without a word.
var affinityConfigDropped = Rule{
	ID:           "affinity-config-dropped",
	Topic:        StickySessions,
	Title:        "the settings of sticky sessions are dropped without a word",
	Why:          "Without sessionAffinity ClientIP the API server erases sessionAffinityConfig: clients are not kept on their machine, and nothing says so.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{kubernetes + "pkg/apis/core/v1/defaults.go"},
	CatalogueIDs: []string{"node/NET-09"},
	Check: eachService(func(_ *World, s *Service, r *report) {
		if config := s.Spec.Get("sessionAffinityConfig"); plan.Exists(config) && !s.Sticky() {
			r.on(s.Item, "spec.sessionAffinityConfig", "sessionAffinityConfig is dropped without sessionAffinity: ClientIP; write that, or take the config out").values(valueOf(config), nil)
		}
	}),
}
