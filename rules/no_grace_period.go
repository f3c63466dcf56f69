// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// noGracePeriod: the guest gets no time to shut down.
var noGracePeriod = Rule{
	ID:           "no-grace-period",
	Topic:        RunStrategy,
	Title:        "the guest gets no time to shut down",
	Why:          "terminationGracePeriodSeconds 0 cuts the power at every stop, drain and restart; a guest that hangs counts as one that shut down in good order, so RerunOnFailure leaves it off.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-handler/vm.go"},
	CatalogueIDs: []string{"vm/RUN-09"},
	Restart:      true,
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		if grace, stated := m.Instance.Get("terminationGracePeriodSeconds").Int(); stated && grace == 0 && m.Controlled() {
			r.instance(m, "terminationGracePeriodSeconds", "terminationGracePeriodSeconds 0 cuts the guest's power at every stop, and a hang counts as a shutdown in good order; give the guest the time that it needs, such as 180").
				values(int64(0), int64(180)).asIf(m.staysOff(), plan.Error)
		}
	}),
	Fix: setProposed,
}
