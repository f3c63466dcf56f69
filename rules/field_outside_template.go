// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// fieldOutsideTemplate: a field of the instance stands outside of its template.
var fieldOutsideTemplate = Rule{
	ID:           "field-outside-template",
	Topic:        Packaging,
	Title:        "a field of the instance stands outside of its template",
	Why:          "Probes, evictionStrategy and the like belong under spec.template.spec: elsewhere they are unknown fields, which the API server refuses or drops. Documentation of several releases shows them in the wrong place.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/util/openapi/openapi.go", kubevirt + "staging/src/kubevirt.io/api/core/v1/types.go"},
	CatalogueIDs: []string{"vm/EVI-01", "vm/PRB-01"},
	Check: whole(func(w *World) []plan.Finding {
		var r report
		for _, m := range w.Machines {
			if m.Ref.Kind != kindMachine && m.Ref.Kind != kindPool {
				continue
			}
			for _, place := range []string{"spec", "spec.template"} {
				node := plan.Dig(m.Root, place)
				for _, field := range instanceFields {
					if value := node.Get(field); plan.Exists(value) {
						r.machine(m, plan.Fields(place).Key(field), "%s belongs under spec.template.spec, and is refused or dropped here; move it there", field).values(valueOf(value), nil)
					}
				}
			}
		}
		return r.findings
	}),
	Fix: func(w *World, f plan.Finding) []plan.Edit {
		m := w.Machine(f.Ref)
		field := f.Path[len(f.Path)-1].Key
		return append(remove(w, f), plan.Edit{Path: m.Path(plan.TemplateSpec.Key(field)), Value: f.Current, Mode: plan.Default})
	},
}

// instanceFields are the fields of a VirtualMachineInstanceSpec, none of which a VirtualMachineSpec has.
var instanceFields = []string{
	"accessCredentials", "affinity", "architecture", "dnsConfig", "dnsPolicy", "domain", "evictionStrategy", "hostname",
	"livenessProbe", "networks", "nodeSelector", "priorityClassName", "readinessProbe", "schedulerName", "startStrategy",
	"subdomain", "terminationGracePeriodSeconds", "tolerations", "topologySpreadConstraints", "volumes",
}
