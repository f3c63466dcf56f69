// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"

	udiff "github.com/aymanbagabas/go-udiff"

	"vmha.dev/vmha/check"
	"vmha.dev/vmha/document"
	"vmha.dev/vmha/fn"
	"vmha.dev/vmha/plan"
	"vmha.dev/vmha/report/findings"
)

// rounds is how often repairs may give rise to others.
const rounds = 10

// repair mends the files, or shows how.
func (c *checker) repair() error {
	if err := c.fixable(); err != nil {
		return err
	}
	mended, done := c.mend()
	_, _ = c.streams.err.Write(findings.Repairs(done, c.flags.diff, c.flags.verbose))
	for _, path := range slices.Sorted(maps.Keys(mended)) {
		if err := c.put(path, mended[path]); err != nil {
			return err
		}
	}
	if c.flags.diff {
		return nil
	}
	return c.reread(mended)
}

// fixable refuses to mend what stands in no file, and says of what kustomize builds that it is not mended.
func (c *checker) fixable() error {
	if !c.flags.diff && slices.ContainsFunc(c.set.files, func(f *file) bool { return f.path == stdin }) {
		return errors.New("--fix changes files, and stdin is none; --diff shows what it would change")
	}
	for _, f := range c.set.files {
		switch {
		case f.built && !c.flags.diff:
			return fmt.Errorf("--fix changes files, and %s builds its objects of others; name these, such as the folder of its base", f.path)
		case f.built:
			_, _ = fmt.Fprintf(c.streams.err, "%s: note: what it builds is not mended; name the files that it is built from, such as the folder of its base\n", f.path)
		}
	}
	return nil
}

// put writes a mended file, or shows how it differs.
func (c *checker) put(path string, m mended) error {
	if bytes.Equal(m.file.text, m.text) {
		return nil
	}
	if !c.flags.diff {
		return replaceFile(path, m.text)
	}
	_, err := fmt.Fprint(c.streams.out, udiff.Unified("a/"+path, "b/"+path, string(m.file.text), string(m.text)))
	return err
}

// mended is a file with its new text.
type mended struct {
	file *file
	text []byte
}

// mend repairs copies of the files, world by world, until nothing is left that can be.
func (c *checker) mend() (map[string]mended, []findings.Repair) {
	texts := map[string]mended{}
	for _, f := range c.set.files {
		if !f.built {
			texts[f.path] = mended{f, f.text}
		}
	}
	var done []findings.Repair
	tried := map[string]bool{}
	worlds := c.set.worlds()
	if len(c.set.kustomizations) > 0 {
		for _, w := range worlds {
			c.judge(w)
		}
		merge(worlds) // What is not true of what kustomize builds is not mended.
	}
	for _, w := range worlds {
		for range rounds {
			repairs, found := c.mendOnce(w, worlds, texts, tried)
			if done = append(done, repairs...); !found {
				break
			}
		}
	}
	return texts, done
}

// mendOnce repairs what can be repaired at once in a world, if anything can.
func (c *checker) mendOnce(w *world, worlds []*world, texts map[string]mended, tried map[string]bool) (done []findings.Repair, found bool) {
	judged, target := w.set.with(texts), w.set.with(texts)
	checked := fn.Check(fn.CheckInput{Input: fn.Input{Objects: judged.manifests()}, Platform: c.platform, Render: true})
	keys := map[string]string{}
	for _, finding := range checked.Findings {
		keys[nameOf(finding.Finding)] = judged.keyOf(finding)
	}
	for _, fix := range checked.Fixes() {
		key := keys[nameOf(fix.Finding)]
		if tried[key] || w.refuted[key] || overlaid(worlds, target, fix.Edits) {
			continue
		}
		tried[key], found = true, true
		done = append(done, target.apply(fix)...)
	}
	for _, f := range target.files {
		if !f.built {
			texts[f.path] = mended{texts[f.path].file, f.stream.Bytes()}
		}
	}
	return done, found
}

// with reads files anew, with these texts.
func (set *fileSet) with(texts map[string]mended) *fileSet {
	some := newFileSet(true)
	for _, f := range set.files {
		one := f.again()
		if m, found := texts[f.path]; found && !f.built {
			one.text = m.text
		}
		some.parse(one, true)
	}
	return some
}

// reread goes on with the mended files.
func (c *checker) reread(texts map[string]mended) error {
	before := c.set
	c.set = before.with(texts)
	if len(c.set.errors) > 0 {
		return c.set.errors[0]
	}
	c.set.errors, c.set.kustomizations = before.errors, before.kustomizations
	for _, k := range c.set.kustomizations {
		if k.built != nil {
			c.set.build(k)
		}
	}
	return nil
}

// apply carries a repair out, on all objects that it changes.
func (set *fileSet) apply(fix check.Fix) []findings.Repair {
	byTarget := map[plan.Ref][]plan.Edit{}
	var targets []plan.Ref
	for _, edit := range fix.Edits {
		if byTarget[edit.Target] == nil {
			targets = append(targets, edit.Target)
		}
		byTarget[edit.Target] = append(byTarget[edit.Target], edit)
	}
	var done []findings.Repair
	for _, target := range targets {
		object := set.find(target)
		if object == nil {
			continue
		}
		changes, err := object.Apply(byTarget[target])
		repair := findings.Repair{Fix: fix, Target: target, File: set.byOwner[object].path, Err: err}
		for _, change := range changes {
			if change.Did {
				repair.Changes = append(repair.Changes, findings.Change{Edit: *change.Edit, Old: change.Old})
			}
		}
		if err != nil || len(repair.Changes) > 0 {
			done = append(done, repair)
		}
	}
	return done
}

// find finds the first object of a name that stands in a file.
func (set *fileSet) find(ref plan.Ref) *document.Object {
	if set.byReference == nil {
		set.byReference = map[plan.Ref]*document.Object{}
		for _, f := range set.files {
			if f.built {
				continue
			}
			for _, object := range f.stream.Objects() {
				if ref := fn.Reference(object); set.byReference[ref] == nil {
					set.byReference[ref] = object
				}
			}
		}
	}
	return set.byReference[ref]
}
