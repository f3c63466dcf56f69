// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
)

// watchdogModelWrong: the watchdog does not exist on the machine's architecture.
var watchdogModelWrong = Rule{
	ID:           "watchdog-model-wrong",
	Topic:        Watchdog,
	Title:        "the watchdog does not exist on the machine's architecture",
	Why:          "amd64 has i6300esb, s390x has diag288, arm64 has none. KubeVirt accepts the machine and then refuses its instance for ever: it never starts.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-api/webhooks/amd64.go", kubevirt + "pkg/virt-api/webhooks/s390x.go", kubevirt + "pkg/virt-api/webhooks/arm64.go"},
	CatalogueIDs: []string{"vm/WDG-01"},
	Restart:      true,
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		d, guarded := m.watchdog()
		arch := m.Architecture()
		model := plan.WatchdogModel(arch)
		switch {
		case !guarded:
		case arch == v1alpha1.ARM64:
			r.machine(m, watchdogPath, "arm64 has no watchdog, and KubeVirt never starts a machine with one; take it out and use a liveness probe").values(texts(d.models), nil)
		case len(d.models) > 1:
			r.machine(m, watchdogPath, "the watchdog has two models, and KubeVirt never starts such a machine; keep %s", model).values(texts(d.models), model)
		case arch != "" && len(d.models) == 1 && d.models[0] != model:
			r.machine(m, watchdogPath.Key(d.models[0]), "%s does not exist on %s, and KubeVirt never starts the machine; use %s", d.models[0], arch, model).values(d.models[0], model)
		}
	}),
	Fix: func(w *World, f plan.Finding) []plan.Edit {
		m := w.Machine(f.Ref)
		d, _ := m.watchdog()
		model, _ := f.Proposed.(string)
		if model == "" || m.Architecture() == "" {
			return nil
		}
		var edits []plan.Edit
		for _, other := range d.models {
			if other != model {
				edits = append(edits, plan.Edit{Path: m.Path(watchdogPath.Key(other)), Mode: plan.Remove})
			}
		}
		return append(edits, plan.Edit{Path: m.Path(watchdogPath.Key(model, "action")), Value: d.action(), Mode: plan.Default})
	},
}
