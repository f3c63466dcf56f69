// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// deviceInWrongPlace: a field of the machine's domain stands one level too high.
var deviceInWrongPlace = Rule{
	ID:           "device-in-wrong-place",
	Topic:        Packaging,
	Title:        "a field of the machine's domain stands one level too high",
	Why:          "Watchdog, disks and interfaces are devices, and CPU and memory belong to the domain: elsewhere they are unknown fields, which the API server refuses or drops.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/util/openapi/openapi.go", kubevirt + "staging/src/kubevirt.io/api/core/v1/schema.go"},
	CatalogueIDs: []string{"vm/PRB-01"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		for _, field := range []string{"watchdog", "disks", "interfaces", "rng"} {
			if value := m.Domain.Get(field); plan.Exists(value) {
				r.instance(m, "domain."+field, "%s belongs under domain.devices, and is refused or dropped here; move it there", field).values(valueOf(value), nil)
			}
			if value := m.Instance.Get(field); plan.Exists(value) {
				r.instance(m, field, "%s belongs under domain.devices, and is refused or dropped here; move it there", field).values(valueOf(value), nil)
			}
		}
	}),
	Fix: func(w *World, f plan.Finding) []plan.Edit {
		m := w.Machine(f.Ref)
		field := f.Path[len(f.Path)-1].Key
		return append(remove(w, f), plan.Edit{Path: m.Path(inInstance("domain.devices").Key(field)), Value: f.Current, Mode: plan.Default})
	},
}
