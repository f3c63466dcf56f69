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

// mend repairs copies of the files, round by round, until nothing is left that can be.
func (c *checker) mend() (map[string]mended, []findings.Repair) {
	texts := map[string]mended{}
	for _, f := range c.set.files {
		if !f.built {
			texts[f.path] = mended{f, f.text}
		}
	}
	var done []findings.Repair
	tried := map[string]bool{}
	for range rounds {
		target := c.parse(texts)
		fixes := c.fixes(c.parse(texts), tried)
		if len(fixes) == 0 {
			break
		}
		objects := target.byReference()
		for _, fix := range fixes {
			tried[nameOf(fix.Finding)] = true
			done = append(done, target.apply(fix, objects)...)
		}
		for _, f := range target.files {
			if !f.built {
				texts[f.path] = mended{texts[f.path].file, f.stream.Bytes()}
			}
		}
	}
	return texts, done
}

// fixes are the repairs that were not tried yet, of the first world that has any.
func (c *checker) fixes(set *fileSet, tried map[string]bool) []check.Fix {
	for _, w := range set.worlds() {
		checked := fn.Check(fn.CheckInput{Input: fn.Input{Objects: w.set.manifests()}, Platform: c.platform, Render: true})
		if fixes := slices.DeleteFunc(checked.Fixes(), func(fix check.Fix) bool { return tried[nameOf(fix.Finding)] }); len(fixes) > 0 {
			return fixes
		}
	}
	return nil
}

// parse reads the files anew, with these texts.
func (c *checker) parse(texts map[string]mended) *fileSet {
	set := newFileSet(true)
	for _, f := range c.set.files {
		text := f.text
		if !f.built {
			text = texts[f.path].text
		}
		set.parse(&file{path: f.path, relative: f.relative, text: text, built: f.built}, true)
	}
	return set
}

// reread goes on with the mended files.
func (c *checker) reread(texts map[string]mended) error {
	bad := c.set.errors
	c.set = c.parse(texts)
	if len(c.set.errors) > 0 {
		return c.set.errors[0]
	}
	c.set.errors = bad
	return nil
}

// apply carries a repair out, on all objects that it changes.
func (set *fileSet) apply(fix check.Fix, objects map[plan.Ref]*document.Object) []findings.Repair {
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
		object := objects[target]
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

// byReference finds the first object of each name that stands in a file.
func (set *fileSet) byReference() map[plan.Ref]*document.Object {
	objects := map[plan.Ref]*document.Object{}
	for _, f := range set.files {
		if f.built {
			continue
		}
		for _, object := range f.stream.Objects() {
			if ref := fn.Reference(object); objects[ref] == nil {
				objects[ref] = object
			}
		}
	}
	return objects
}
