// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"fmt"
	"strings"
)

// reporter collects what there is to tell about one intent.
type reporter struct {
	intent   Ref
	findings *[]Finding
	// list is a field whose element findings are about, at, if they are about one.
	list string
	at   Path
}

// elem returns a reporter for an element of the list at a field: by its merge key, or
// by its number under an empty key.
func (r reporter) elem(list, key, value string) reporter {
	r.list, r.at = list, r.path(list).Elem(key, value)
	return r
}

// path is where a field stands: its elements are numbered where that is known.
func (r reporter) path(field string) Path {
	if rest, inside := strings.CutPrefix(field+".", r.list+"."); r.list != "" && inside {
		return r.at.Join(Fields(strings.TrimSuffix(rest, ".")))
	}
	return Fields(field)
}

// add records a finding about a field of the intent.
func (r reporter) add(severity Severity, id, field, format string, args ...any) *Finding {
	return r.record(Finding{
		ID: id, Severity: severity, Ref: r.intent, Path: r.path(field),
		Message: fmt.Sprintf(format, args...), Source: r.source(field),
	})
}

func (r reporter) errorf(id, field, format string, args ...any) *Finding {
	return r.add(Error, id, field, format, args...)
}

// about records a finding about another object, brought up by a field of the intent.
func (r reporter) about(object Ref, path Path, severity Severity, id, field, format string, args ...any) *Finding {
	return r.record(Finding{
		ID: id, Severity: severity, Ref: object, Path: path,
		Message: fmt.Sprintf(format, args...), Source: r.source(field),
	})
}

func (r reporter) record(finding Finding) *Finding {
	*r.findings = append(*r.findings, finding)
	return &(*r.findings)[len(*r.findings)-1]
}

func (r reporter) source(field string) Source { return Source{r.intent, field} }

// values says what stands there and what should.
func (f *Finding) values(current, proposed any) {
	f.Current, f.Proposed = current, proposed
}

// Choice is a decision: what the intent states wins over what a machine says, what
// comes from a default yields to it.
type Choice[T any] struct {
	Value  T
	Stated bool
	Source Source
}

// Mode is how the choice is written into a machine.
func (c Choice[T]) Mode() Mode {
	if c.Stated {
		return Set
	}
	return Default
}

func choose[T comparable](stated, otherwise T, source Source) Choice[T] {
	var none T
	if stated != none {
		return Choice[T]{stated, true, source}
	}
	return Choice[T]{otherwise, false, source}
}
