// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"fmt"
	"slices"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/document"
	"vmha.dev/vmha/generators"
	"vmha.dev/vmha/plan"
	"vmha.dev/vmha/rules"
	"vmha.dev/vmha/transformers"
)

// run is the state of one run.
type run struct {
	items    []*item
	read     map[plan.Ref]*item // the items by reference
	made     []*item
	config   *item
	options  Options
	persists func(*document.Object) bool
	in       plan.Input
	about    packages        // found out once
	marks    map[string]bool // those of the intents, by which what they own is known
	policies []*v1alpha1.HighAvailabilityCheck
	facts    []rules.Facts // what each platform states
	decided  *plan.Plan    // nil as long as nothing is decided
	final    []*item       // those of the outcome
	edits    [][]plan.Edit // parted by the object that they change, as often as there were edits
	findings []plan.Finding
	outcome  Outcome
}

// Render does the whole job. Objects of the input are edited in place; where the
// outcome has failed they are of no use any more and nothing must be written.
func Render(in Input) Outcome { return newRun(in).outcome }

// newRun does the job and keeps what led to the outcome.
func newRun(in Input) *run {
	r := read(in)
	if !r.failed() {
		r.findOrphans()
		r.plan()
	}
	r.conclude()
	return r
}

// read reads the objects, and the intents among them.
func read(in Input) *run {
	r := load(in)
	r.readIntents()
	r.refuseBlind()
	return r
}

// conclude judges what was rendered and puts the outcome together.
func (r *run) conclude() {
	if !r.failed() {
		r.judge()
		r.tellRecoveries()
	}
	r.outcome.run = r
	r.report()
}

// load makes items of the objects.
func load(in Input) *run {
	r := &run{
		options: in.Options, persists: in.Persists, read: make(map[plan.Ref]*item, len(in.Objects)),
		outcome: Outcome{Replaced: map[*document.Object]*document.Object{}, Removed: map[*document.Object]bool{}},
	}
	for _, object := range in.Objects {
		i := newItem(object)
		r.items = append(r.items, i)
		if r.read[i.ref] == nil {
			r.read[i.ref] = i
		}
	}
	if in.Config != nil {
		r.config = newItem(in.Config)
	}
	return r
}

func (r *run) failed() bool { return plan.HasErrors(r.findings) }

func (r *run) plan() {
	r.readRecords()
	r.in.Inventory = r.inventory()
	blueprints, findings := plan.Blueprints(r.in)
	r.findings = append(r.findings, findings...)
	blueprints = r.setUpGuests(blueprints)
	r.checkSpecs(blueprints)
	blueprints = r.leaveOut(blueprints)
	r.make(generators.VirtualMachines(blueprints))
	r.edit(plan.ByTarget(generators.Edits(blueprints)))
	r.in.Inventory = r.inventory()
	decided, findings := plan.Build(r.in)
	r.decided = &decided
	r.findings = append(r.findings, findings...)
	r.explainLabels()
	r.outcome.Plan, r.outcome.Inventory = decided, r.in.Inventory
	edits := transformers.Run(decided)
	r.findings = append(r.findings, plan.Conflicts(edits)...)
	if r.failed() {
		return
	}
	if r.options.Scope != plan.Infrastructure {
		r.restore(edits)
		r.edit(edits)
		r.writeRecords(edits)
	}
	r.make(generators.Run(decided))
	r.upsert()
}

// leaveOut goes on without the intents that have an error already: what is wrong with the
// others is told in the same run.
func (r *run) leaveOut(blueprints []plan.Blueprint) []plan.Blueprint {
	wrong := map[plan.Ref]bool{}
	for _, finding := range r.findings {
		if finding.Severity == plan.Error {
			wrong[finding.Ref], wrong[finding.Source.Intent] = true, true
		}
	}
	if len(wrong) == 0 {
		return blueprints
	}
	r.in.Intents = slices.DeleteFunc(r.in.Intents, func(intent *v1alpha1.HighAvailability) bool { return wrong[intentRef(intent)] })
	return slices.DeleteFunc(blueprints, func(b plan.Blueprint) bool { return wrong[b.Source.Intent] })
}

// checkSpecs refuses raw specs that KubeVirt's types do not know: a field that is
// misspelt there would vanish without a word.
func (r *run) checkSpecs(blueprints []plan.Blueprint) {
	type place struct {
		intent plan.Ref
		path   string
	}
	seen := map[place]bool{}
	for _, blueprint := range blueprints {
		for _, overlay := range blueprint.Overlays {
			at := place{overlay.Source.Intent, overlay.Path.String()}
			if seen[at] {
				continue
			}
			seen[at] = true
			for _, problem := range generators.CheckSpec(overlay.Raw) {
				r.findings = append(r.findings, plan.Finding{
					ID: "bad-spec", Severity: plan.Error, Ref: overlay.Source.Intent, Path: overlay.Path, Source: overlay.Source,
					Message: problem + " in a VirtualMachineInstanceSpec of KubeVirt; see its API reference for the field that is meant",
				})
			}
		}
	}
}

// inventory is what the plan sees: everything but what this run makes anew.
func (r *run) inventory() *plan.Inventory {
	owners := r.owners()
	items := make([]plan.Item, 0, len(r.items)+len(r.made))
	for _, i := range r.items {
		if !owners[i.owner] && !i.gone {
			items = append(items, plan.Item{Ref: i.ref, Root: i.seen(), LocalConfig: i.local, Labelled: i.labelled()})
		}
	}
	for _, i := range r.made {
		items = append(items, plan.Item{
			Ref: i.ref, Root: i.object.Root(), Maker: i.source.Source.Intent, Copy: i.source.CopyOf != nil,
		})
	}
	return plan.NewInventory(items)
}

// owners are the marks of the intents of this run, once these are read.
func (r *run) owners() map[string]bool {
	if r.marks != nil {
		return r.marks
	}
	r.marks = make(map[string]bool, len(r.in.Intents)+len(r.in.Platforms))
	for _, intent := range r.in.Intents {
		r.marks[ownerMark(intentRef(intent))] = true
	}
	for _, platform := range r.in.Platforms {
		r.marks[ownerMark(platformRef(platform))] = true
	}
	return r.marks
}

func intentRef(intent *v1alpha1.HighAvailability) plan.Ref {
	return plan.Ref{APIVersion: v1alpha1.APIVersion, Kind: v1alpha1.KindHighAvailability, Namespace: intent.Namespace, Name: intent.Name}
}

func platformRef(platform *v1alpha1.HighAvailabilityPlatform) plan.Ref {
	return plan.Ref{APIVersion: v1alpha1.APIVersion, Kind: v1alpha1.KindHighAvailabilityPlatform, Namespace: platform.Namespace, Name: platform.Name}
}

func (r *run) errorf(source plan.Source, id, format string, args ...any) {
	r.findings = append(r.findings, plan.Finding{
		ID: id, Severity: plan.Error, Ref: source.Intent, Path: plan.Fields(source.Field), Source: source,
		Message: fmt.Sprintf(format, args...),
	})
}
