// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"vmha.dev/vmha/document"
	"vmha.dev/vmha/plan"
)

// upsert puts what was made among what was read: in the place of its predecessor, or at
// the end; predecessors that nobody wants any more go.
func (r *run) upsert() {
	existing := make(map[plan.Ref]*item, len(r.items))
	for _, i := range r.items {
		existing[Identity(i.ref)] = i
	}
	successor := map[*item]*item{}
	taken := make(map[plan.Ref]*item, len(r.made))
	places := r.places()
	var added []*item
	for _, made := range r.made {
		if r.options.Scope != "" && r.options.Scope != made.source.Scope {
			continue // The plan needed it; this run is not about it.
		}
		id := Identity(made.ref)
		if other := taken[id]; other != nil {
			r.errorf(made.source.Source, "object-made-twice", "%s is also made by %s; give one of the intents another name", made.ref, other.source.Source.Intent)
			continue
		}
		taken[id] = made
		old := existing[id]
		switch {
		case old == nil:
			places.assign(made)
			added = append(added, made)
		case old.owner != made.owner && !old.gone:
			r.foreign(old, made)
		default:
			successor[old] = made
			r.inherit(old, made)
		}
	}
	r.collect(successor, added)
}

// foreign refuses to overwrite what is not the intent's own.
func (r *run) foreign(old, made *item) {
	owner := "the user"
	if old.owner != "" {
		owner = old.owner
	}
	r.findings = append(r.findings, plan.Finding{
		ID: "object-not-owned", Severity: plan.Error, Ref: old.ref, Source: made.source.Source,
		Message: made.source.Source.Intent.String() + " (" + made.source.Source.Field + ") makes an object of this name, and this one belongs to " + owner +
			"; it is not overwritten: rename one of them, or delete this one",
	})
}

// inherit keeps what the orchestrator knows of the predecessor, such as its place, and the
// text of what both say alike, with the user's comments in it.
func (r *run) inherit(old, made *item) {
	marks := annotations(old.object)
	var edits []plan.Edit
	for _, key := range sortedKeys(marks) {
		if bookkeeping(key) {
			edits = append(edits, setAnnotation(key, marks[key]))
		}
	}
	if _, err := made.object.Apply(edits); err != nil {
		r.refused(made, err)
		return
	}
	if old.object.Adopt(made.object) {
		made.object = old.object
	}
}

// kept kinds hold data that is gone with them.
var kept = []string{"VirtualMachine", "DataVolume", "Secret"}

// infrastructure kinds act on the whole cluster.
var infrastructure = []string{"IPAddressPool", "L2Advertisement", "MachineHealthCheck"}

// collect builds the outcome from what was read, what takes its place and what is new.
func (r *run) collect(successor map[*item]*item, added []*item) {
	deletes, packages := r.deletingOwners(), r.packages()
	r.final = make([]*item, 0, len(r.items)+len(added))
	r.outcome.Objects = make([]*document.Object, 0, len(r.items)+len(added))
	r.outcome.Added = make([]Addition, 0, len(added))
	for _, i := range r.items {
		if made := successor[i]; made != nil {
			r.keep(made)
			r.outcome.Replaced[i.object] = made.object
			continue
		}
		reason, goes := r.fate(i, deletes, packages)
		switch {
		case goes:
			r.outcome.Removed[i.object] = true
			r.tell(i, plan.Info, "pruned", reason)
			continue
		case reason != "":
			r.tell(i, plan.Warning, "kept", reason)
		}
		r.keep(i)
	}
	for _, i := range added {
		r.keep(i)
		r.outcome.Added = append(r.outcome.Added, Addition{i.object, i.source.Source.Intent, i.source.Scope, r.options.fileName(*i.source)})
	}
}

// fate says whether an object goes that nothing takes the place of, and why it goes or is kept.
func (r *run) fate(i *item, deletes map[string]bool, packages packages) (reason string, goes bool) {
	switch {
	case i.gone:
		return "the intent that this belonged to is not in the input; it was taken out", true
	case !r.owners()[i.owner] || !r.inScope(i):
		return "", false
	case !packages.hold(i):
		return "no intent wants this object any more; it is kept, because it stands in a package that this run is not about: delete it by hand", false
	case slices.Contains(kept, i.ref.Kind) && !deletes[i.owner]:
		return "no intent wants this object any more; it is kept, because data would go with it: delete it by hand, or state deletionPolicy: Delete" + r.stillServed(i), false
	}
	return "no intent wants this object any more; it was taken out", true
}

// stillServed says of a machine that is kept which Service goes on to send traffic to it.
func (r *run) stillServed(i *item) string {
	for g := range r.decided.Groups {
		group := &r.decided.Groups[g]
		if group.Service == nil || ownerMark(group.Intent) != i.owner {
			continue
		}
		own, selected := plan.At(i.root, plan.TemplateLabels), i.ref.Namespace == group.Namespace && len(group.Selector) > 0
		for key, value := range group.Selector {
			selected = selected && own.Get(key).Text() == value
		}
		if selected {
			return "; until then Service " + group.Name + " sends traffic to it, and what the intent changes does not reach it"
		}
	}
	return ""
}

// keep takes an object into the outcome.
func (r *run) keep(i *item) {
	r.final = append(r.final, i)
	r.outcome.Objects = append(r.outcome.Objects, i.object)
}

func (r *run) inScope(i *item) bool {
	if r.options.Scope == "" {
		return true
	}
	return slices.Contains(infrastructure, i.ref.Kind) == (r.options.Scope == plan.Infrastructure)
}

// deletingOwners are the intents that let go of their machines.
func (r *run) deletingOwners() map[string]bool {
	deletes := map[string]bool{}
	for _, intent := range r.in.Intents {
		if t := intent.Spec.Machines.Template; t != nil && t.DeletionPolicy == "Delete" {
			deletes[ownerMark(intentRef(intent))] = true
		}
	}
	return deletes
}

func (r *run) tell(i *item, severity plan.Severity, id, message string) {
	r.findings = append(r.findings, plan.Finding{ID: id, Severity: severity, Ref: i.ref, Path: annotationsPath.Key(OwnedBy), Message: message})
}

// places finds files for new objects in a run that has files: beside their intent, at
// an index that no document of that file has. kpt refuses two documents at one place.
type places struct {
	taken   map[filePlace]int
	intents map[plan.Ref]*item
	options Options
}

// filePlace is a file: its path counts from the package that it stands in.
type filePlace struct{ inPackage, path string }

func (r *run) places() places {
	p := places{map[filePlace]int{}, map[plan.Ref]*item{}, r.options}
	for _, i := range append(slices.Clone(r.items), r.config) {
		if i == nil {
			continue
		}
		marks := plan.At(i.root, annotationsPath)
		if path := pathOf(marks); path != "" {
			at := filePlace{packageOf(i), path}
			p.taken[at] = max(p.taken[at], indexOf(marks)+1)
		}
		if isIntent(i.ref) && p.intents[Identity(i.ref)] == nil {
			p.intents[Identity(i.ref)] = i
		}
	}
	return p
}

func (p places) assign(made *item) {
	intent := p.intents[Identity(made.source.Source.Intent)]
	if intent == nil {
		return
	}
	marks := plan.At(intent.root, annotationsPath)
	path := pathOf(marks)
	if path == "" {
		return
	}
	path = path[:strings.LastIndexByte(path, '/')+1] + p.options.fileName(*made.source)
	at := filePlace{packageOf(intent), path}
	edits := map[string]string{pathAnnotation: path, indexAnnotation: strconv.Itoa(p.taken[at])}
	if at.inPackage != "" {
		edits[packagePathAnnotation] = at.inPackage
	}
	p.taken[at]++
	var all []plan.Edit
	for _, key := range slices.Sorted(maps.Keys(edits)) {
		all = append(all, setAnnotation(key, edits[key]))
	}
	_, _ = made.object.Apply(all)
}

// pathOf reads where an object stands, by either spelling of the annotation.
func pathOf(marks plan.Node) string {
	return cmp.Or(marks.Get(pathAnnotation).Text(), marks.Get(legacyPathAnnotation).Text())
}

func indexOf(marks plan.Node) int {
	text := cmp.Or(marks.Get(indexAnnotation).Text(), marks.Get(legacyIndexAnnotation).Text())
	index, _ := strconv.Atoi(text)
	return index
}
