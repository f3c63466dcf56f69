// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import "vmha.dev/vmha/plan"

// eachPool looks at one VirtualMachinePool after the other.
func eachPool(check func(*World, *Machine, *report)) Check {
	return eachMachine(func(w *World, m *Machine, r *report) {
		if m.Ref.Kind == kindPool {
			check(w, m, r)
		}
	})
}

// poolAt reads a field of the pool itself.
func (m *Machine) poolAt(dotted string) plan.Node {
	return plan.At(m.Own, plan.Fields("spec."+dotted))
}

// proactive says whether an update of the pool restarts machines by itself.
func (m *Machine) proactive() bool {
	strategy := m.poolAt("updateStrategy")
	return !plan.Exists(strategy.Get("unmanaged")) && !plan.Exists(strategy.Get("opportunistic"))
}
