// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package transformers

import "vmha.dev/vmha/plan"

var labelPath = plan.TemplateLabels.Key(plan.GroupLabel)

// GroupLabel marks the template of a machine, whose labels reach the pod; those of the
// machine itself do not.
func GroupLabel(g *plan.Group, m plan.Machine) []plan.Edit {
	if g.Mark == nil {
		return nil
	}
	return []plan.Edit{chosen(g.Mark, m, labelPath, g.Mark.Value)}
}
