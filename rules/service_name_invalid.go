// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import "vmha.dev/vmha/plan"

// serviceNameInvalid: the name of a Service is none.
var serviceNameInvalid = Rule{
	ID:           "service-name-invalid",
	Topic:        LoadBalancing,
	Title:        "the name of a Service is none",
	Why:          "The name of a Service is a DNS label that starts with a letter, at most 63 characters; a machine's name may be more than that. The API server refuses the Service.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubernetes + "pkg/apis/core/validation/validation.go"},
	CatalogueIDs: []string{"node/NET-19"},
	Check: eachService(func(_ *World, s *Service, r *report) {
		if name := s.Ref.Name; name != "" && !plan.IsServiceName(name) {
			r.on(s.Item, "metadata.name", "%q is no name of a Service: at most 63 lower-case letters, digits and dashes, a letter first", name).values(name, nil)
		}
	}),
}
