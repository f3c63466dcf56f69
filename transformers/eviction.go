// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package transformers

import "vmha.dev/vmha/plan"

// Eviction says what a drain does to the machine. It is always written: KubeVirt's own
// default stops machines, that of OpenShift Virtualization migrates them.
func Eviction(g *plan.Group, m plan.Machine) []plan.Edit {
	if g.Eviction == nil {
		return nil
	}
	return []plan.Edit{chosen(g.Eviction, m, plan.Fields("spec.template.spec.evictionStrategy"), string(g.Eviction.Value))}
}
