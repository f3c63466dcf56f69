// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// diskInTwoMachines: two machines write to one disk.
var diskInTwoMachines = Rule{
	ID:           "disk-in-two-machines",
	Topic:        Storage,
	Title:        "two machines write to one disk",
	Why:          "The second machine does not start, for the first one holds the lock; on storage without locks the file system is destroyed.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubevirtIssue + "10785"},
	CatalogueIDs: []string{"vm/STO-04"},
	Check: whole(func(w *World) []plan.Finding {
		var r report
		first := map[string]*Machine{}
		for _, m := range w.Machines {
			if m.RunStrategy() == "Halted" {
				continue
			}
			for _, volume := range plan.Elements(m.Instance.Get("volumes")) {
				name := claimName(volume)
				if name == "" || !m.written(volume) {
					continue
				}
				at := m.Ref.Namespace + "/" + name
				if other := first[at]; other != nil && other.Ref != m.Ref {
					r.machine(m, volumePath(volume), "%s writes to the disk %s too, and only one of them can run; give each machine its own, or set shareable on both where the file system allows it", other.Ref, name).values(name, nil)
				} else {
					first[at] = m
				}
			}
		}
		return r.findings
	}),
}
