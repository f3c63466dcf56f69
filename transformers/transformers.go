// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

// Package transformers turns a plan into edits of virtual machines: one file per
// concern, each a pure function. No transformer touches YAML.
package transformers

import (
	"slices"

	"vmha.dev/vmha/plan"
)

// A Transformer says what one concern of a group changes in one of its machines.
type Transformer func(*plan.Group, plan.Machine) []plan.Edit

// All transformers, in the order in which their edits are made.
var All = []Transformer{
	GroupLabel,
	RunStrategy,
	Eviction,
	Watchdog,
	Ports,
	Readiness,
	Liveness,
	Tolerations,
	Spread,
	PriorityClass,
}

// Run makes all edits of a plan, parted by the machine that they change.
func Run(p plan.Plan) [][]plan.Edit {
	var parts [][]plan.Edit
	var edits []plan.Edit
	for i := range p.Groups {
		group := &p.Groups[i]
		for _, machine := range group.Machines {
			edits = edits[:0]
			for _, transform := range All {
				edits = append(edits, transform(group, machine)...)
			}
			if len(edits) > 0 {
				parts = append(parts, slices.Clone(edits))
			}
		}
	}
	return plan.JoinTargets(parts)
}

// chosen is the edit that writes a choice.
func chosen[T any](c *plan.Choice[T], m plan.Machine, path plan.Path, value any) plan.Edit {
	return plan.Edit{Source: c.Source, Target: m.Ref, Path: path, Value: value, Mode: c.Mode()}
}
