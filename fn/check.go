// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"slices"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/check"
	"vmha.dev/vmha/document"
	"vmha.dev/vmha/plan"
	"vmha.dev/vmha/transformers"
)

// CheckInput is what a check sees.
type CheckInput struct {
	Input

	// Platform states the facts of the cluster in place of the platforms among the
	// objects; nil leaves them to these.
	Platform *document.Object
	// Render has the intents rendered first where nothing that they made is among the
	// objects, as kustomize and kpt will do. Objects may be edited then.
	Render bool
}

// Checked is what a check finds.
type Checked struct {
	// Findings, sorted, and those that somebody accepts.
	Findings []Finding
	Waived   []Waived
	// FailOn is the least severe finding that fails the check, as the objects say.
	FailOn plan.Severity

	outcome check.Outcome
}

// Waived is a finding that somebody accepts.
type Waived struct {
	Finding

	Reason string
}

// FailedOn says whether any finding is this severe or worse.
func (c *Checked) FailedOn(threshold plan.Severity) bool {
	return slices.ContainsFunc(c.Findings, func(f Finding) bool { return f.Severity.AtLeast(threshold) })
}

// Fixes are the repairs that take no decision.
func (c *Checked) Fixes() []check.Fix { return c.outcome.Fixes() }

// Check judges manifests by the rules.
func Check(in CheckInput) Checked {
	r := read(in.Input)
	if in.Platform != nil {
		r.usePlatform(newItem(in.Platform))
	}
	if in.Render && r.renders() {
		r.plan()
	} else if !r.failed() && len(r.in.Intents) > 0 {
		r.decide()
	}
	return r.check()
}

// renders says whether a check renders the intents: there are some, and nothing that they made.
func (r *run) renders() bool { return !r.failed() && len(r.in.Intents) > 0 && !r.rendered() }

// check judges what was rendered, or else what was read.
func (r *run) check() Checked {
	items := r.items
	if r.final != nil && !r.failed() {
		items = r.whole()
	}
	checked := Checked{outcome: check.Run(r.checkInput(items))}
	checked.FailOn = checked.outcome.FailOn
	findings := slices.DeleteFunc(slices.Clone(r.findings), func(f plan.Finding) bool { return f.Severity == plan.Info })
	findings = append(findings, r.weigh(checked.outcome.Findings)...)
	r.awaitMending(findings)
	plan.SortFindings(findings)
	for _, finding := range findings {
		checked.Findings = append(checked.Findings, r.point(finding))
	}
	for _, waived := range checked.outcome.Waived {
		checked.Waived = append(checked.Waived, Waived{r.point(waived.Finding), waived.Reason})
	}
	return checked
}

// usePlatform takes the facts from this platform and from no other.
func (r *run) usePlatform(i *item) {
	if r.read[i.ref] == nil {
		r.read[i.ref] = i
	}
	if i.ref.Kind != v1alpha1.KindHighAvailabilityPlatform {
		r.invalidf(i, plan.Fields("kind"), "unknown-platform", "kind is %s; the platform of a check is a %s", i.ref.Kind, v1alpha1.KindHighAvailabilityPlatform)
		return
	}
	r.facts = nil
	r.readIntent(i)
}

// rendered says whether anything is here that an intent of this run made.
func (r *run) rendered() bool {
	owners := r.owners()
	return slices.ContainsFunc(r.items, func(i *item) bool { return owners[i.owner] })
}

// decide takes the decisions of the intents on objects that are rendered already.
func (r *run) decide() {
	owners := r.owners()
	items := make([]plan.Item, 0, len(r.items))
	for _, i := range r.items {
		item := plan.Item{Ref: i.ref, Root: i.root, LocalConfig: i.local}
		if owners[i.owner] {
			item.Maker, _ = markedRef(i.owner)
		}
		items = append(items, item)
	}
	r.in.Inventory = plan.NewInventory(items)
	decided, findings := plan.Build(r.in)
	r.findings = append(r.findings, findings...)
	if !r.failed() {
		r.decided = &decided
		r.edits = transformers.Run(decided)
	}
}

// point says where a person looks for a finding: at the value, at the key under which it
// is missing, or at the name of the object.
func (r *run) point(finding plan.Finding) Finding {
	located := r.locate(finding)
	if located.Object == nil {
		return located
	}
	root := r.read[finding.Ref]
	if root == nil {
		root = r.config
	}
	n, key := root.root, ""
	for _, step := range finding.Path {
		next := plan.At(n, plan.Path{step})
		if next.Kind() == plan.Absent {
			break
		}
		n, key = next, step.Key
	}
	switch n.Kind() {
	case plan.Map, plan.List:
		located.Key = key
	}
	if name := plan.At(root.root, plan.Fields("metadata.name")); n == root.root && plan.Exists(name) {
		located.Line, located.Column = name.Position()
	}
	return located
}
