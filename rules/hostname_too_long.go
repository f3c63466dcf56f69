// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// hostnameTooLong: the host name of the guest is too long.
var hostnameTooLong = Rule{
	ID:       "hostname-too-long",
	Topic:    Network,
	Title:    "the host name of the guest is too long",
	Why:      "A host name has at most 63 characters: the webhook of KubeVirt refuses the machine.",
	Severity: plan.Error,
	Since:    since,
	Links:    []string{kubevirt + "pkg/virt-api/webhooks/validating-webhook/admitters/vmi-create-admitter.go"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		if name := m.Instance.Get("hostname").Text(); len(name) > 63 {
			r.instance(m, "hostname", "the host name has %d characters; at most 63 are allowed", len(name)).values(name, nil)
		}
	}),
}
