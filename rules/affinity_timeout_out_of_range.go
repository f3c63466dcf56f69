// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// affinityTimeoutOutOfRange: a sticky session lasts longer than a day, or not at all.
var affinityTimeoutOutOfRange = Rule{
	ID:           "affinity-timeout-out-of-range",
	Topic:        StickySessions,
	Title:        "a sticky session lasts longer than a day, or not at all",
	Why:          "The API server takes a timeout of 1 to 86400 seconds and refuses the Service otherwise.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubernetes + "pkg/apis/core/validation/validation.go"},
	CatalogueIDs: []string{"node/NET-10"},
	Check: eachService(func(_ *World, s *Service, r *report) {
		timeout, stated := s.Spec.Get("sessionAffinityConfig").Get("clientIP").Get("timeoutSeconds").Int()
		if !stated || !s.Sticky() || (timeout >= 1 && timeout <= 86400) {
			return
		}
		proposed := int64(86400)
		if timeout < 1 {
			proposed = 10800
		}
		r.on(s.Item, "spec.sessionAffinityConfig.clientIP.timeoutSeconds", "timeoutSeconds is %d, and the API server takes 1 to 86400; use %d", timeout, proposed).values(timeout, proposed)
	}),
	Fix: setProposed,
}
