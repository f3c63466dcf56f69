// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package findings

import (
	"bytes"
	"encoding/json"

	"vmha.dev/vmha/check"
	"vmha.dev/vmha/plan"
)

// entry is a finding in JSON.
type entry struct {
	Rule     string        `json:"rule"`
	Severity plan.Severity `json:"severity"`
	Message  string        `json:"message"`
	Object   object        `json:"object"`
	Path     string        `json:"path,omitempty"`
	File     string        `json:"file,omitempty"`
	Line     int           `json:"line,omitempty"`
	Column   int           `json:"column,omitempty"`
	Current  any           `json:"current,omitempty"`
	Proposed any           `json:"proposed,omitempty"`
	Source   string        `json:"source,omitempty"`
	Title    string        `json:"title,omitempty"`
	Why      string        `json:"why,omitempty"`
	Fixable  bool          `json:"fixable,omitempty"`
	Restart  bool          `json:"restartNeeded,omitempty"`
	Reason   string        `json:"waivedBecause,omitempty"`
}

type object struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	Namespace  string `json:"namespace,omitempty"`
	Name       string `json:"name"`
}

type summary struct {
	Files    int           `json:"files"`
	Objects  int           `json:"objects"`
	Errors   int           `json:"errors"`
	Warnings int           `json:"warnings"`
	Infos    int           `json:"infos"`
	Fixable  int           `json:"fixable"`
	Waived   int           `json:"waived"`
	FailOn   plan.Severity `json:"failOn"`
}

// JSON writes the whole report for programs.
func JSON(r Report) ([]byte, error) {
	document := struct {
		Findings []entry `json:"findings"`
		Waived   []entry `json:"waived"`
		Summary  summary `json:"summary"`
	}{
		entries(r.Findings), entries(r.Waived),
		summary{
			r.Files, r.Objects, r.count(plan.Error), r.count(plan.Warning), r.count(plan.Info), r.fixable(), len(r.Waived), r.FailOn,
		},
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(document)
	return b.Bytes(), err
}

func entries(findings []Finding) []entry {
	all := make([]entry, 0, len(findings))
	for _, f := range findings {
		rule, _ := check.Find(f.ID)
		all = append(all, entry{
			Rule: f.ID, Severity: f.Severity, Message: f.Message, Path: f.Path.String(),
			Object: object{f.Ref.APIVersion, f.Ref.Kind, f.Ref.Namespace, f.Ref.Name},
			File:   f.Place.File, Line: f.Place.Line, Column: f.Place.Column,
			Current: f.Current, Proposed: f.Proposed, Source: f.Source.Field,
			Title: rule.Title, Why: rule.Why, Fixable: f.Fixable, Restart: f.Restart, Reason: f.Reason,
		})
	}
	return all
}
