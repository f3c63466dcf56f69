// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"strings"

	"vmha.dev/vmha/plan"
)

// serviceMissesReplica: a Service selects some machines of a numbered row and not the others.
var serviceMissesReplica = Rule{
	ID:           "service-misses-replica",
	Topic:        LoadBalancing,
	Title:        "a Service selects some machines of a numbered row and not the others",
	Why:          "Machines that are numbered web-0, web-1, web-2 serve together as a rule: the one that the selector misses gets no traffic, and nobody notices until the others are down.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{kubevirt + "pkg/virt-controller/services/template.go"},
	CatalogueIDs: []string{"vm/LBL-02"},
	Check: eachService(func(w *World, s *Service, r *report) {
		if len(s.Machines) < 2 || len(s.Selector.Pairs) == 0 || s.Headless() {
			return
		}
		behind := map[*Machine]bool{}
		rows := map[string]int{}
		for _, m := range s.Machines {
			behind[m] = true
			if row, numbered := rowOf(m); numbered {
				rows[row]++
			}
		}
		for row, count := range rows {
			all := w.row(s.Ref.Namespace, row)
			if len(rows) > 1 || count < 2 || len(all) >= 2*count {
				return // Rows of several groups, or of nothing but machines.
			}
			for _, m := range all {
				if !behind[m] && len(m.Services) == 0 {
					r.on(s.Item, "spec.selector", "the selector %s matches %d machines of the row %s, and not %s; give its template the same labels, or name it otherwise", s.Selector, count, row, m.Ref).
						values(s.Selector.String(), nil)
				}
			}
		}
	}),
}

// rowOf is the name of a machine without its number, if it ends in one.
func rowOf(m *Machine) (string, bool) {
	row := strings.TrimRight(m.Ref.Name, "0123456789")
	return row, row != m.Ref.Name && m.Ref.Kind == kindMachine
}

// row are the machines of a namespace that are numbered with this name. It is built once.
func (w *World) row(namespace, row string) []*Machine {
	if w.rows == nil {
		w.rows = map[[2]string][]*Machine{}
		for _, m := range w.Machines {
			if name, numbered := rowOf(m); numbered {
				at := [2]string{m.Ref.Namespace, name}
				w.rows[at] = append(w.rows[at], m)
			}
		}
	}
	return w.rows[[2]string{namespace, row}]
}
