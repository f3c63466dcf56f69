// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// sessionAffinityUnknown: a kind of sticky session that Services do not have.
var sessionAffinityUnknown = Rule{
	ID:           "session-affinity-unknown",
	Topic:        StickySessions,
	Title:        "a kind of sticky session that Services do not have",
	Why:          "A Service knows None and ClientIP; cookies are the matter of routers and ingress controllers. The API server refuses anything else.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubernetes + "pkg/apis/core/validation/validation.go"},
	CatalogueIDs: []string{"node/NET-10"},
	Check: eachService(func(_ *World, s *Service, r *report) {
		affinity := s.Spec.Get("sessionAffinity")
		if text := affinity.Text(); plan.Exists(affinity) && text != "ClientIP" && text != "None" {
			r.on(s.Item, "spec.sessionAffinity", "there is no sessionAffinity %q; allowed are ClientIP and None", text).values(text, meant(text, []string{"ClientIP", "None"}))
		}
	}),
	Fix: setProposed,
}
