// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// probeFieldUnknown: a probe field of Kubernetes that KubeVirt does not have.
var probeFieldUnknown = Rule{
	ID:           "probe-field-unknown",
	Topic:        Probes,
	Title:        "a probe field of Kubernetes that KubeVirt does not have",
	Why:          "KubeVirt knows no startupProbe, no grpc and no grace period of a probe: its schema and its webhook refuse the machine, or the field is dropped.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "staging/src/kubevirt.io/api/core/v1/types.go", kubevirtIssue + "14177"},
	CatalogueIDs: []string{"vm/PRB-04"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		if startup := m.Instance.Get("startupProbe"); plan.Exists(startup) {
			r.instance(m, "startupProbe", "KubeVirt has no startupProbe; give the livenessProbe an initialDelaySeconds that is longer than the boot").values(valueOf(startup), nil)
		}
		for _, p := range m.probes() {
			if grpc := p.node.Get("grpc"); plan.Exists(grpc) {
				r.instance(m, p.field+".grpc", "KubeVirt has no grpc probe; use tcpSocket on the same port").values(valueOf(grpc), "tcpSocket")
			}
			if grace := p.node.Get("terminationGracePeriodSeconds"); plan.Exists(grace) {
				r.instance(m, p.field+".terminationGracePeriodSeconds", "a probe of KubeVirt has no terminationGracePeriodSeconds; that of the machine counts").values(valueOf(grace), nil)
			}
		}
	}),
	Fix: func(w *World, f plan.Finding) []plan.Edit {
		if f.Proposed != nil {
			return nil
		}
		return remove(w, f)
	},
}
