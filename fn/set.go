// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"fmt"
	"maps"
	"slices"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/document"
	"vmha.dev/vmha/plan"
)

// readRecords finds out what earlier runs have set in the machines. The plan sees each as
// it was before, so it comes to the same as if it had never been changed.
func (r *run) readRecords() {
	for _, i := range r.items {
		text := plan.At(i.root, annotationsPath).Get(SetBy)
		if !plan.Exists(text) || i.owner != "" || !i.ref.Is("kubevirt.io", "VirtualMachine") {
			continue
		}
		record, err := parseRecord(text.Text())
		if err != nil {
			r.tellSet(i, plan.Error, "record-unreadable", fmt.Sprintf("what was set here by earlier runs cannot be read: %v; put the record back as it was, or take this annotation out, and what was set stays for good", err))
			continue
		}
		i.record, i.base = record, i.object.Clone()
		i.standing = r.standing(i)
		if err := takeBack(i.base, i.standing); err != nil {
			r.refused(i, err)
		}
		_, _ = i.base.Apply([]plan.Edit{{Path: annotationsPath.Key(SetBy), Mode: plan.Remove}})
		_ = removeEmpty(i.base, annotationsPath)
	}
}

// standing are the entries of a record that this run answers for and whose values still
// stand as they were set.
func (r *run) standing(i *item) []undoing {
	var all []undoing
	for _, mark := range sortedMarks(i.record) {
		if !r.answersFor(i, mark) {
			continue
		}
		for _, text := range paths(i.record[mark]) {
			path, ok := plan.ParsePath(text)
			e := i.record[mark][text]
			if ok && len(path) > 0 && e.stands(i.object, path) {
				all = append(all, undoing{e, text, path})
			}
		}
	}
	return all
}

// answersFor says whether a run may take back what an intent has set in a machine: one of
// its own, or one that is gone for good, in a package that the run is about.
func (r *run) answersFor(i *item, mark string) bool {
	return r.owners()[mark] || r.options.Prune == v1alpha1.PruneOrphans && !r.seesOneIntent() && r.packages().hold(i)
}

// restore takes back what no intent asks for any more, and lets edits win over what an
// earlier run has set at their path.
func (r *run) restore(parts [][]plan.Edit) {
	for _, part := range parts {
		if i := r.read[part[0].Target]; i != nil && i.record != nil {
			r.restoreOne(i, r.win(i, part))
			i.asked = true
		}
	}
	for _, i := range r.items {
		if i.record != nil && !i.asked {
			r.restoreOne(i, nil)
		}
	}
}

// win has edits of a machine set what an earlier run has set, and gives the paths that they
// ask for: not those where they yield to what its owner says.
func (r *run) win(i *item, edits []plan.Edit) map[string]bool {
	asked := map[string]bool{}
	for n := range edits {
		edit := &edits[n]
		yields := edit.Mode == plan.Default || edit.Mode == plan.Insert
		if yields && plan.Exists(plan.At(i.base.Root(), edit.Path)) {
			continue
		}
		text := edit.Path.String()
		asked[text] = true
		if yields && slices.ContainsFunc(i.standing, func(u undoing) bool { return u.text == text }) {
			edit.Mode = plan.Set // over what an earlier run has set
		}
	}
	return asked
}

func (r *run) restoreOne(i *item, asked map[string]bool) {
	unasked := slices.DeleteFunc(slices.Clone(i.standing), func(u undoing) bool { return asked[u.text] })
	for _, mark := range sortedMarks(i.record) {
		r.tellLeft(i, mark, asked)
	}
	before := i.object.Root()
	if err := takeBack(i.object, unasked); err != nil {
		r.refused(i, err)
	}
	for _, u := range unasked {
		r.tellRestored(i, before, u)
	}
}

// tellRestored tells what went back, with what stood there and what does now.
func (r *run) tellRestored(i *item, before plan.Node, u undoing) {
	path := u.now(u.path)
	finding := plan.Finding{ID: "restored", Severity: plan.Info, Ref: i.ref, Path: path, Message: "no intent asks for this any more; " + u.before()}
	if old := plan.At(before, path); old.Kind() != plan.Absent {
		finding.Current = document.ValueOf(old)
	}
	if now := plan.At(i.object.Root(), path); now.Kind() != plan.Absent {
		finding.Proposed = document.ValueOf(now)
	}
	r.findings = append(r.findings, finding)
}

// tellLeft tells what an intent has set and what stays though nobody asks for it.
func (r *run) tellLeft(i *item, mark string, asked map[string]bool) {
	if !r.answersFor(i, mark) {
		if r.seesOneIntent() {
			return
		}
		owner, _ := markedRef(mark)
		r.tellSet(i, plan.Warning, "orphan", owner.String()+", which has set fields of this machine, is not in the input; they stay: render with prune: Orphans to take them back, or take this annotation out to keep them for good")
		return
	}
	for _, text := range paths(i.record[mark]) {
		path, ok := plan.ParsePath(text)
		e := i.record[mark][text]
		if ok && len(path) > 0 && !asked[text] && !e.stands(i.object, path) && plan.Exists(plan.At(i.root, e.now(path))) {
			r.tellAt(i, e.now(path), plan.Info, "left", "an intent has set this and asks for it no longer; it was changed by hand since, so it stays; "+e.before())
		}
	}
}

// writeRecords notes, in machines that another run will meet as this one leaves them, what
// the edits have set and what was there before.
func (r *run) writeRecords(parts [][]plan.Edit) {
	for _, part := range parts {
		if i := r.read[part[0].Target]; i != nil && i.source == nil && (i.record != nil || r.isPersistent(i)) {
			r.writeRecord(i, part)
		}
	}
	for _, i := range r.items {
		if i.record != nil && !i.asked {
			r.writeRecord(i, nil)
		}
	}
}

func (r *run) isPersistent(i *item) bool {
	if r.persists != nil {
		return r.persists(i.object)
	}
	return pathOf(plan.At(i.root, annotationsPath)) != ""
}

func (r *run) writeRecord(i *item, edits []plan.Edit) {
	noted := record{}
	for mark, entries := range i.record {
		if !r.answersFor(i, mark) {
			noted[mark] = entries // nobody here may take it back
		}
	}
	for n := range edits {
		if n > 0 && edits[n-1].Mode == plan.Rename {
			continue // This sets the value of the key that was renamed.
		}
		if e, changed := entryOf(i, edits[n]); changed {
			noted.put(ownerMark(edits[n].Source.Intent), edits[n].Path.String(), e)
		}
	}
	r.annotate(i, noted)
}

// annotate writes a record down, or takes an empty one away.
func (r *run) annotate(i *item, noted record) {
	text := noted.text()
	if len(text) > maxRecord {
		r.tellSet(i, plan.Warning, "record-too-long", fmt.Sprintf("what is set here takes %d bytes to write down, at most %d are written: it is not taken back by itself when an intent asks for it no longer", len(text), maxRecord))
		noted = record{}
	}
	edit := setAnnotation(SetBy, text)
	if len(noted) == 0 {
		edit = plan.Edit{Path: annotationsPath.Key(SetBy), Mode: plan.Remove}
	}
	if _, err := i.object.Apply([]plan.Edit{edit}); err != nil {
		r.refused(i, err)
	}
	if len(noted) == 0 && i.record != nil {
		_ = removeEmpty(i.object, annotationsPath)
	}
}

// entryOf is what an edit has changed since the machine was its owner's alone.
func entryOf(i *item, edit plan.Edit) (e entry, changed bool) {
	root := i.root
	if i.base != nil {
		root = i.base.Root()
	}
	was := plan.At(root, edit.Path)
	if plan.Exists(was) {
		e.Was = document.ValueOf(was)
	}
	if _, ok := plan.ParsePath(edit.Path.String()); !ok {
		return e, false // It could not be found again.
	}
	if edit.Mode == plan.Rename {
		e.Renamed, _ = edit.Value.(string)
	}
	e.Set, _ = i.object.Value(e.now(edit.Path))
	e.Made = madeFor(root, edit.Path)
	if edit.Mode == plan.Rename {
		return e, e.Was != nil
	}
	return e, !sameJSON(e.Set, e.Was)
}

// madeFor is the outermost map or list on the way to a path that is not there yet; empty
// where the path itself is the first that is missing.
func madeFor(root plan.Node, path plan.Path) string {
	for end := 1; end < len(path); end++ {
		if !plan.Exists(plan.At(root, path[:end])) {
			return path[:end].String()
		}
	}
	return ""
}

func (r *run) tellSet(i *item, severity plan.Severity, id, message string) {
	r.tellAt(i, annotationsPath.Key(SetBy), severity, id, message)
}

func (r *run) tellAt(i *item, path plan.Path, severity plan.Severity, id, message string) {
	r.findings = append(r.findings, plan.Finding{ID: id, Severity: severity, Ref: i.ref, Path: path, Message: message})
}

func sortedMarks(r record) []string { return slices.Sorted(maps.Keys(r)) }

// labelled is the group label that an earlier run has set on the template of a machine.
func (i *item) labelled() string {
	if i.base == nil {
		return ""
	}
	return plan.At(i.root, plan.TemplateLabels).Get(plan.GroupLabel).Text()
}
