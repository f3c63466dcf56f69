// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package transformers

import "vmha.dev/vmha/plan"

// PriorityClass says who is restarted first when nodes are short.
func PriorityClass(g *plan.Group, m plan.Machine) []plan.Edit {
	if g.PriorityClass == nil {
		return nil
	}
	return []plan.Edit{chosen(g.PriorityClass, m, plan.Fields("spec.template.spec.priorityClassName"), g.PriorityClass.Value)}
}
