// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"vmha.dev/vmha/plan"
)

// sourceRangeInvalid: a range of clients is no CIDR.
var sourceRangeInvalid = Rule{
	ID:           "source-range-invalid",
	Topic:        LoadBalancing,
	Title:        "a range of clients is no CIDR",
	Why:          "The API server refuses a Service whose loadBalancerSourceRanges hold anything but CIDRs, such as a bare address.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubernetes + "pkg/apis/core/validation/validation.go"},
	CatalogueIDs: []string{"node/NET-15"},
	Check: eachService(func(_ *World, s *Service, r *report) {
		ranges := plan.Texts(s.Spec.Get("loadBalancerSourceRanges"))
		mended, repairable := slices.Clone(ranges), true
		wrong := ""
		for i, text := range ranges {
			if _, err := netip.ParsePrefix(strings.TrimSpace(text)); err == nil {
				continue
			}
			wrong = text
			address, err := netip.ParseAddr(strings.TrimSpace(text))
			if repairable = repairable && err == nil; err == nil {
				mended[i] = fmt.Sprintf("%s/%d", address, address.BitLen())
			}
		}
		if wrong == "" {
			return
		}
		found := r.on(s.Item, "spec.loadBalancerSourceRanges", "%q is no CIDR; write one such as 198.51.100.0/24, a single client as 198.51.100.7/32", wrong).values(texts(ranges), nil)
		if repairable {
			found.values(texts(ranges), texts(mended))
		}
	}),
	Fix: setProposed,
}
