// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"

	"vmha.dev/vmha/plan"
)

// since is the release that the first rules came with.
const since = "0.1.0"

// report collects the findings of a rule.
type report struct{ findings []plan.Finding }

// note is the finding that was just added.
type note struct{ finding *plan.Finding }

func (r *report) add(ref plan.Ref, path plan.Path, format string, args ...any) note {
	r.findings = append(r.findings, plan.Finding{Ref: ref, Path: path, Message: fmt.Sprintf(format, args...)})
	return note{&r.findings[len(r.findings)-1]}
}

// on adds a finding about a field of an object.
func (r *report) on(item plan.Item, dotted, format string, args ...any) note {
	return r.add(item.Ref, plan.Fields(dotted), format, args...)
}

// machine adds a finding about a machine; the path is that of a VirtualMachine.
func (r *report) machine(m *Machine, path plan.Path, format string, args ...any) note {
	return r.add(m.Ref, m.Path(path), format, args...)
}

// instance adds a finding about a field of the spec of a machine's instance.
func (r *report) instance(m *Machine, dotted, format string, args ...any) note {
	return r.machine(m, inInstance(dotted), format, args...)
}

// inInstance is the path of a field of the spec of an instance in a VirtualMachine.
func inInstance(dotted string) plan.Path { return plan.TemplateSpec.Join(plan.Fields(dotted)) }

// values says what stands there and what should.
func (n note) values(current, proposed any) note {
	n.finding.Current, n.finding.Proposed = current, proposed
	return n
}

// as lowers or raises the severity.
func (n note) as(severity plan.Severity) note {
	n.finding.Severity = severity
	return n
}

// asIf lowers or raises the severity under a condition.
func (n note) asIf(condition bool, severity plan.Severity) note {
	if condition {
		n.finding.Severity = severity
	}
	return n
}

// setProposed repairs a finding by writing what it proposes.
func setProposed(_ *World, f plan.Finding) []plan.Edit {
	if f.Proposed == nil {
		return nil
	}
	return []plan.Edit{{Path: f.Path, Value: f.Proposed, Mode: plan.Set}}
}

// remove repairs a finding by taking the field away.
func remove(_ *World, f plan.Finding) []plan.Edit {
	return []plan.Edit{{Path: f.Path, Mode: plan.Remove}}
}
