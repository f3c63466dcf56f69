// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"fmt"
	"maps"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"vmha.dev/vmha/document"
	"vmha.dev/vmha/plan"
)

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
