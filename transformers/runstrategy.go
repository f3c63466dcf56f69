// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package transformers

import "vmha.dev/vmha/plan"

// RunStrategy says when the machine runs. A deprecated `running`, which KubeVirt
// refuses next to runStrategy, is replaced by what it means.
func RunStrategy(g *plan.Group, m plan.Machine) []plan.Edit {
	if g.Run == nil {
		return nil
	}
	path, value := plan.Fields("spec.runStrategy"), string(g.Run.Value)
	running := plan.Fields("spec.running")
	if plan.At(m.Root, running).Kind() == plan.Absent {
		return []plan.Edit{chosen(g.Run, m, path, value)}
	}
	if current := m.RunStrategy(); current != "" && !g.Run.Stated {
		value = current
	}
	rename := plan.Edit{Source: g.Run.Source, Target: m.Ref, Path: running, Value: "runStrategy", Mode: plan.Rename}
	if plan.Exists(plan.At(m.Root, path)) {
		rename.Mode, rename.Value = plan.Remove, nil // both are written: one of them goes
		return []plan.Edit{rename, chosen(g.Run, m, path, value)}
	}
	set := chosen(g.Run, m, path, value)
	set.Mode = plan.Set // over the boolean that is named runStrategy now
	return []plan.Edit{rename, set}
}
