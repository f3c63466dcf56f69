// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
)

// findOrphans tells of objects whose intent is gone, and lets them go where the options
// say so. An intent that is not in the run may be in another, so this is nobody's default.
func (r *run) findOrphans() {
	if r.seesOneIntent() {
		return
	}
	packages := r.packages()
	for _, i := range r.items {
		if !r.orphaned(i) || !r.inScope(i) {
			continue
		}
		owner, _ := markedRef(i.owner)
		switch {
		case r.options.Prune != v1alpha1.PruneOrphans:
			r.tell(i, plan.Warning, "orphan", owner.String()+", which this belongs to, is not in the input; delete this object, or render with prune: Orphans; to keep it for good, take this annotation out")
		case !packages.hold(i):
			r.tell(i, plan.Warning, "orphan", owner.String()+", which this belongs to, is not in the input; it stays, because it stands in a package that this run is not about: render that package with prune: Orphans, or delete it")
		case isProtected(i):
			r.tell(i, plan.Warning, "kept", owner.String()+", which this belongs to, is not in the input; it is kept, because data would go with it: delete it by hand, or take this annotation out to keep it for good")
		default:
			i.gone = true
		}
	}
}

// seesOneIntent says whether the run is about the intent that is its functionConfig and may
// see no other: kustomize shows a transformer the resources, among them those that other
// intents have made just before.
func (r *run) seesOneIntent() bool {
	return r.config != nil && isIntent(r.config.ref) && r.config.ref.Kind != v1alpha1.KindRenderOptions && r.read[r.config.ref] == nil
}

// orphaned says whether an object belongs to an intent that is not in the run.
func (r *run) orphaned(i *item) bool {
	if i.owner == "" || r.owners()[i.owner] {
		return false
	}
	owner, marked := markedRef(i.owner)
	return marked && (owner.Kind == v1alpha1.KindHighAvailability || owner.Kind == v1alpha1.KindHighAvailabilityPlatform)
}

// isProtected says whether an object holds data that is gone with it. What its intent had
// to say about that is written in its protections, of which people may take one away.
func isProtected(i *item) bool {
	marks := plan.At(i.root, annotationsPath)
	for key := range protections {
		if marks.Get(key).Kind() != plan.Absent {
			return true
		}
	}
	return false
}

// packages are the packages of kpt that a run is about: the one whose pipeline it is, and
// those that its intents stand in. Other packages below have a life of their own.
type packages map[string]bool

func (r *run) packages() packages {
	if r.about != nil {
		return r.about
	}
	p := packages{}
	r.about = p
	top, found := "", false
	for _, i := range r.items {
		path := packageOf(i)
		if !found || len(path) < len(top) {
			top, found = path, true
		}
		if isIntent(i.ref) {
			p[path] = true
		}
	}
	if r.config != nil {
		if path := packageOf(r.config); path != "" {
			top = path
		}
	}
	p[top] = true
	return p
}

func (p packages) hold(i *item) bool { return p[packageOf(i)] }

func packageOf(i *item) string {
	return plan.At(i.root, annotationsPath).Get(packagePathAnnotation).Text()
}

// explainLabels says the way out where a machine carries the group label of an intent that
// is not in the run: most often that intent has another name now.
func (r *run) explainLabels() {
	for n := range r.findings {
		finding := &r.findings[n]
		i := r.read[finding.Ref]
		if finding.ID != "group-label-taken" || i == nil {
			continue
		}
		for _, mark := range sortedMarks(i.record) {
			if _, set := i.record[mark][finding.Path.String()]; set && !r.answersFor(i, mark) {
				owner, _ := markedRef(mark)
				finding.Message = owner.String() + ", which is not in the input, has set this label; if it is gone or has another name now, render with prune: Orphans"
			}
		}
	}
}
