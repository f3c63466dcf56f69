// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
)

// deschedulerStopsMachine: the descheduler is let in and would stop the machine.
var deschedulerStopsMachine = Rule{
	ID:           "descheduler-stops-machine",
	Topic:        Placement,
	Title:        "the descheduler is let in and would stop the machine",
	Why:          "The annotation lets the descheduler evict the machine to balance nodes: one that cannot migrate, or is not told to, is shut down for it. Any value but \"true\" lets nothing in.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{userGuide + "compute/node_assignment.md"},
	CatalogueIDs: []string{"vm/PLC-11"},
	Check: eachMachine(func(w *World, m *Machine, r *report) {
		value := plan.Dig(m.MachineSpec, "template.metadata.annotations").Get(evictAnnotation)
		if !plan.Exists(value) || !value.IsString() {
			return
		}
		path := plan.Fields("spec.template.metadata.annotations").Key(evictAnnotation)
		obstacle, stuck := m.stuck()
		switch eviction := m.Eviction(); {
		case value.Text() != "true":
			r.machine(m, path, "the annotation takes effect as \"true\" only; write that, or take it out").values(value.Text(), "true")
		case eviction == string(v1alpha1.EvictNone), eviction == "" && w.Facts.Distribution == v1alpha1.Kubernetes:
			r.machine(m, path, "the descheduler may evict the machine, which has no evictionStrategy that migrates it, so that shuts it down; write evictionStrategy: LiveMigrate, or take the annotation out").values("true", nil)
		case stuck:
			r.machine(m, path, "the descheduler may evict the machine, which cannot migrate: %s", obstacle.Reason).values("true", nil)
		}
	}),
	Fix: func(w *World, f plan.Finding) []plan.Edit {
		if f.Current == "true" {
			return remove(w, f)
		}
		return nil
	},
}

const evictAnnotation = "descheduler.alpha.kubernetes.io/evict"
