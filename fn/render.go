// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/document"
	"vmha.dev/vmha/generators"
	"vmha.dev/vmha/plan"
	"vmha.dev/vmha/rules"
	"vmha.dev/vmha/transformers"
)

// Input is what a run sees.
type Input struct {
	// Objects are the manifests, intents among them.
	Objects []*document.Object
	// Config is the functionConfig: an intent, a ConfigMap of options, or nil.
	Config *document.Object
	// Options are those of a call that has no Config to state them.
	Options Options
	// Persists says whether an object is written back to where it was read from, so that
	// another run will meet it as this one leaves it; nil asks its path annotation.
	Persists func(*document.Object) bool
}

// Outcome is what a run makes of it.
type Outcome struct {
	// Objects are the manifests as they are now: changed in place, new ones at the end,
	// pruned ones gone. Only to be used where Failed is false.
	Objects []*document.Object
	// Added, Replaced and Removed say how Objects differ from those of the input.
	Added    []Addition
	Replaced map[*document.Object]*document.Object
	Removed  map[*document.Object]bool
	// Findings, sorted.
	Findings []Finding

	// Plan and Inventory are what led to it, also where it has failed. The inventory holds what was read and the machines that are made, before any edit.
	Plan      plan.Plan
	Inventory *plan.Inventory

	run *run
}

// Made are the new objects of the plan, without their values.
func (o *Outcome) Made() []plan.Object {
	made := make([]plan.Object, 0, len(o.run.made))
	for _, i := range o.run.made {
		made = append(made, *i.source)
	}
	return made
}

// Edits are those that were made to objects of the user and to new ones.
func (o *Outcome) Edits() []plan.Edit { return slices.Concat(o.run.edits...) }

// Addition is a new object with what its place is decided by.
type Addition struct {
	Object *document.Object
	Intent plan.Ref
	Scope  plan.Scope
	// File is the name of the file, beside the intent.
	File string
}

// Finding is a finding with the object and the position that it is about.
type Finding struct {
	plan.Finding
	// Object is nil where the finding is about none of the input.
	Object       *document.Object
	Line, Column int
	// Key is set where a map or list begins there: it is the key that holds it, which
	// stands on the same line or on one before.
	Key string
}

// Failed says whether an error was found, so that nothing must be written.
func (o *Outcome) Failed() bool {
	return slices.ContainsFunc(o.Findings, func(f Finding) bool { return f.Severity == plan.Error })
}

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

// make turns objects of the plan into documents.
func (r *run) make(objects []plan.Object) {
	for i := range objects {
		o := &objects[i]
		made, err := r.document(*o)
		if err != nil {
			r.errorf(o.Source, "cannot-make", "%s cannot be made: %v", o.Ref, err)
			continue
		}
		o.Value = nil // It is text now.
		r.made = append(r.made, &item{object: made, root: made.Root(), ref: o.Ref, owner: ownerMark(o.Source.Intent), source: o})
	}
}

func (r *run) document(o plan.Object) (*document.Object, error) {
	marks := ownMarks(o)
	if o.CopyOf == nil {
		if meta, ok := o.Value.(metav1.Object); ok {
			maps.Copy(marks, meta.GetAnnotations())
			meta.SetAnnotations(marks)
		}
		return document.New(o.Value)
	}
	return r.copyOf(*o.CopyOf, marks)
}

// copyOf copies a machine as its owner wrote it, and marks the copy.
func (r *run) copyOf(ref plan.Ref, marks map[string]string) (*document.Object, error) {
	base := r.read[ref]
	if base == nil {
		return nil, fmt.Errorf("%s is not in the input", ref)
	}
	made := base.object.Clone()
	if base.base != nil {
		made = base.base.Clone()
	}
	var edits []plan.Edit
	for _, key := range sortedKeys(marks) {
		edits = append(edits, setAnnotation(key, marks[key]))
	}
	for _, key := range sortedKeys(annotations(made)) {
		if key == localConfig || key == SetBy || key == "kubectl.kubernetes.io/last-applied-configuration" || bookkeeping(key) {
			edits = append(edits, plan.Edit{Path: annotationsPath.Key(key), Mode: plan.Remove})
		}
	}
	_, err := made.Apply(edits)
	return made, err
}

// ownMarks are the annotations that every object of an intent carries.
func ownMarks(o plan.Object) map[string]string {
	marks := map[string]string{OwnedBy: ownerMark(o.Source.Intent)}
	if o.Retain {
		maps.Copy(marks, protections)
	}
	return marks
}

func (r *run) errorf(source plan.Source, id, format string, args ...any) {
	r.findings = append(r.findings, plan.Finding{
		ID: id, Severity: plan.Error, Ref: source.Intent, Path: plan.Fields(source.Field), Source: source,
		Message: fmt.Sprintf(format, args...),
	})
}

// edit applies edits to the objects that they name, and tells what was replaced in the user's own.
func (r *run) edit(parts [][]plan.Edit) {
	if len(parts) == 0 {
		return
	}
	r.edits = append(r.edits, parts...)
	targets := r.index()
	restarts := map[plan.Ref]*restart{}
	for _, part := range parts {
		i := targets[part[0].Target]
		changes, err := i.object.Apply(part)
		r.refused(i, err)
		if i.source == nil {
			r.changed(i, changes, restarts)
		}
	}
	r.reportRestarts(restarts)
}

// index finds what edits aim at: a machine that was made before one that was read.
func (r *run) index() map[plan.Ref]*item {
	owners := r.owners()
	found := make(map[plan.Ref]*item, len(r.items)+len(r.made))
	for _, i := range r.items {
		if !owners[i.owner] {
			found[i.ref] = i
		}
	}
	for _, i := range r.made {
		found[i.ref] = i
	}
	return found
}

// refused reports edits that a document does not take, such as one inside an alias.
func (r *run) refused(i *item, err error) {
	if err == nil {
		return
	}
	var joined interface{ Unwrap() []error }
	all := []error{err}
	if errors.As(err, &joined) {
		all = joined.Unwrap()
	}
	for _, one := range all {
		finding := plan.Finding{ID: "cannot-edit", Severity: plan.Error, Ref: i.ref, Message: one.Error()}
		if edit, ok := errors.AsType[*document.EditError](one); ok {
			finding.Path, finding.Source, finding.Message = edit.Edit.Path, edit.Edit.Source, edit.Message+"; write it by hand"
		}
		r.findings = append(r.findings, finding)
	}
}
