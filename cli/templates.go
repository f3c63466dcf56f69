// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"fmt"
	"slices"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/check"
	"vmha.dev/vmha/document"
	"vmha.dev/vmha/fn"
	"vmha.dev/vmha/plan"
	"vmha.dev/vmha/report/findings"
)

// isTemplate says whether an object is a Template of OpenShift: objects whose values are
// filled in from its parameters before they are applied.
func isTemplate(object *document.Object) bool {
	ref := fn.Reference(object)
	return (ref.Is("template.openshift.io", "Template") || ref.Is("", "Template")) && object.Root().Get("objects").Kind() == plan.List
}

// templates makes a world of each Template. Several of them, such as the sizes of a machine, use
// the same names in their objects and are never applied together, nor with what stands beside
// them; they share no more than what says how to judge.
func (set *fileSet) templates(objects []*document.Object) []*world {
	var worlds []*world
	for _, object := range objects {
		if !isTemplate(object) {
			continue
		}
		within, err := object.Within("objects")
		if err != nil {
			set.refuse(set.byOwner[object].path, err)
			continue
		}
		f := *set.byOwner[object]
		f.template, f.stream = true, &document.Stream{}
		for _, one := range within {
			f.stream.Append(one)
		}
		own := newFileSet(true)
		own.include(&f)
		worlds = append(worlds, &world{set: own, name: f.path, settings: set.settings(objects, f.path), unused: map[string]bool{}})
	}
	return worlds
}

// settings are the objects that say how to judge what stands in a file: not those of another kustomization.
func (set *fileSet) settings(objects []*document.Object, path string) []*document.Object {
	return slices.DeleteFunc(slices.Clone(objects), func(object *document.Object) bool {
		ref, f := fn.Reference(object), set.byOwner[object]
		known := ref.Is(v1alpha1.Group, v1alpha1.KindHighAvailabilityPlatform) || ref.Is(v1alpha1.Group, v1alpha1.KindHighAvailabilityCheck)
		return !known || f.built && f.path != path
	})
}

// elsewhere says whether a finding is about the settings of a world: they are judged with all
// else. It keeps in mind which waivers waive nothing here.
func (w *world) elsewhere(finding fn.Finding) bool {
	if w.unused == nil || w.set.byOwner[finding.Object] != nil {
		return false
	}
	if finding.ID == check.WithoutEffect.ID {
		w.unused[nameOf(finding.Finding)] = true
	}
	return true
}

// judgeTemplates adds what is found in Templates to a report. A waiver that has its effect
// there has it.
func (c *checker) judgeTemplates(templates []*world, result *findings.Report) {
	for _, w := range templates {
		c.judge(w)
		result.Objects += len(w.set.byOwner)
		result.Findings = slices.DeleteFunc(result.Findings, func(one findings.Finding) bool {
			return one.ID == check.WithoutEffect.ID && one.Ref.Kind == v1alpha1.KindHighAvailabilityCheck && !w.unused[nameOf(one.Finding)]
		})
		for _, one := range w.told {
			result.Findings = append(result.Findings, one.Finding)
		}
		result.Waived = append(result.Waived, w.waived...)
	}
	slices.SortStableFunc(result.Findings, func(a, b findings.Finding) int { return a.Severity.Compare(b.Severity) })
}

// tellTemplates says what is done with Templates, and how to see what they become.
func (set *fileSet) tellTemplates(s streams, objects []*document.Object, what, command string) {
	objects = slices.DeleteFunc(slices.Clone(objects), func(object *document.Object) bool { return !isTemplate(object) })
	if len(objects) == 0 {
		return
	}
	subject := "a Template is "
	if len(objects) > 1 {
		subject = fmt.Sprintf("this Template and %d more are ", len(objects)-1)
	}
	_, _ = fmt.Fprintf(s.err, "%s: note: %s%s; for what comes of it: oc process -f FILE | vmha %s -\n", set.byOwner[objects[0]].path, subject, what, command)
}
