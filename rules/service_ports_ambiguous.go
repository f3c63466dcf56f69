// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"strconv"
	"strings"

	"vmha.dev/vmha/plan"
)

// servicePortsAmbiguous: the ports of a Service cannot be told apart.
var servicePortsAmbiguous = Rule{
	ID:           "service-ports-ambiguous",
	Topic:        LoadBalancing,
	Title:        "the ports of a Service cannot be told apart",
	Why:          "With several ports each needs a name of its own, and no two may have the same number and protocol: the API server refuses the Service.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubernetes + "pkg/apis/core/validation/validation.go"},
	CatalogueIDs: []string{"node/NET-20"},
	Check: eachService(func(_ *World, s *Service, r *report) {
		type number struct {
			port     int64
			protocol string
		}
		names, numbers := map[string]bool{}, map[number]bool{}
		for _, port := range s.Ports {
			number := number{port.Port, port.Protocol}
			switch {
			case numbers[number]:
				r.add(s.Ref, plan.Fields("spec.ports").Index(port.Index), "port %d/%s stands twice; list each port once", port.Port, port.Protocol).values(port.Port, nil)
			case port.Name == "" && len(s.Ports) > 1:
				proposed := strings.ToLower(port.Protocol) + "-" + strconv.FormatInt(port.Port, 10)
				path := plan.Fields("spec.ports").Elem("port", strconv.FormatInt(port.Port, 10)).Key("name")
				r.add(s.Ref, path, "port %d/%s has no name, and a Service with several ports needs one for each", port.Port, port.Protocol).values(nil, proposed)
			case names[port.Name] && port.Name != "":
				r.add(s.Ref, plan.Fields("spec.ports").Index(port.Index).Key("name"), "two ports have the name %s; give each its own", port.Name).values(port.Name, nil)
			}
			names[port.Name], numbers[number] = true, true
		}
	}),
	Fix: setProposed,
}
