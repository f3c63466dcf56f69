// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import "vmha.dev/vmha/document"

// Examine judges manifests as Check does with its Render set, and renders them as Render does.
// What a check renders is the rendering, so it is done once. Objects are edited in place.
func Examine(objects []*document.Object) (Checked, Outcome) {
	in := Input{Objects: objects}
	r := read(in)
	if !r.renders() {
		return Check(CheckInput{Input: in}), Render(in)
	}
	r.plan()
	checked := r.check()
	// A check does not ask whose objects are orphans. Telling it later changes nothing, for
	// nobody has asked to take them out.
	r.findOrphans()
	r.conclude()
	return checked, r.outcome
}
