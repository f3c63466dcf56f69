// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package report

import (
	"encoding/json"
	"io"

	"vmha.dev/vmha/plan"
)

// JSON writes a report for programs. Fields are added over time and not taken away.
func JSON(w io.Writer, r Report) error {
	document := jsonReport{Machines: r.machines(), Groups: []jsonGroup{}}
	for _, recovery := range r.Recoveries {
		document.Groups = append(document.Groups, jsonGroupOf(recovery))
	}
	for _, a := range r.Asked {
		asked := jsonAsked{Intent: jsonRefOf(a.Source.Intent), Field: a.Source.Field, Machines: jsonRefs(a.Machines), Path: a.Path.String(), Value: a.Value, Removed: a.Removed, Renamed: a.Renamed, Rules: a.Rules}
		if a.Object != (plan.Ref{}) {
			object := jsonRefOf(a.Object)
			asked.Object = &object
		}
		document.Asked = append(document.Asked, asked)
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(document)
}

type jsonReport struct {
	Machines int         `json:"machines"`
	Groups   []jsonGroup `json:"groups"`
	Asked    []jsonAsked `json:"asked,omitempty"`
}

type jsonRef struct {
	APIVersion string `json:"apiVersion,omitempty"`
	Kind       string `json:"kind"`
	Namespace  string `json:"namespace,omitempty"`
	Name       string `json:"name"`
}

type jsonGroup struct {
	Subject  jsonRef        `json:"subject"`
	Machines []jsonRef      `json:"machines"`
	Service  *jsonRef       `json:"service,omitempty"`
	Chains   []jsonChain    `json:"chains"`
	Stranded []jsonStranded `json:"stranded,omitempty"`
}

type jsonChain struct {
	Failure    plan.Failure `json:"failure"`
	View       plan.View    `json:"view"`
	Machine    jsonRef      `json:"machine"`
	Alike      bool         `json:"alike"`
	NoticedBy  string       `json:"noticedBy"`
	RepairedBy string       `json:"repairedBy"`
	Worst      jsonSpan     `json:"worst"`
	Never      *jsonNever   `json:"never,omitempty"`
	Terms      []jsonTerm   `json:"terms,omitempty"`
	Beside     []jsonTerm   `json:"beside,omitempty"`
	Notes      []string     `json:"notes,omitempty"`
}

type jsonSpan struct {
	Seconds int  `json:"seconds"`
	AtLeast bool `json:"atLeast,omitempty"`
	Never   bool `json:"never,omitempty"`
}

type jsonNever struct {
	Reason string `json:"reason"`
	Source string `json:"source,omitempty"`
	Help   string `json:"help"`
}

type jsonTerm struct {
	Stage   plan.Stage  `json:"stage"`
	Name    string      `json:"name"`
	Seconds int         `json:"seconds"`
	Open    bool        `json:"open,omitempty"`
	Origin  plan.Origin `json:"origin"`
	Source  string      `json:"source,omitempty"`
	Detail  string      `json:"detail,omitempty"`
	Help    string      `json:"help,omitempty"`
}

type jsonStranded struct {
	Failure  plan.Failure `json:"failure"`
	Machines []jsonRef    `json:"machines"`
	Never    jsonNever    `json:"never"`
}

type jsonAsked struct {
	Intent   jsonRef   `json:"intent"`
	Field    string    `json:"field"`
	Object   *jsonRef  `json:"object,omitempty"`
	Machines []jsonRef `json:"machines,omitempty"`
	Path     string    `json:"path,omitempty"`
	Value    any       `json:"value,omitempty"`
	Removed  bool      `json:"removed,omitempty"`
	Renamed  string    `json:"renamed,omitempty"`
	Rules    []string  `json:"rules,omitempty"`
}

func jsonGroupOf(r plan.Recovery) jsonGroup {
	group := jsonGroup{Subject: jsonRefOf(r.Subject), Machines: jsonRefs(r.Machines)}
	if r.Service != (plan.Ref{}) {
		service := jsonRefOf(r.Service)
		group.Service = &service
	}
	for _, c := range r.Chains {
		chain := jsonChain{
			Failure: c.Failure, View: c.View, Machine: jsonRefOf(c.Machine), Alike: c.Alike, NoticedBy: c.NoticedBy, RepairedBy: c.RepairedBy,
			Worst: jsonSpan(c.Worst()), Terms: jsonTerms(c.Terms), Beside: jsonTerms(c.Beside), Notes: c.Notes,
		}
		if c.Never != nil {
			never := jsonNever(*c.Never)
			chain.Never = &never
		}
		group.Chains = append(group.Chains, chain)
	}
	for _, s := range r.Stranded {
		group.Stranded = append(group.Stranded, jsonStranded{s.Failure, jsonRefs(s.Machines), jsonNever(s.Never)})
	}
	return group
}

func jsonRefOf(ref plan.Ref) jsonRef {
	return jsonRef{ref.APIVersion, ref.Kind, ref.Namespace, ref.Name}
}

func jsonRefs(refs []plan.Ref) []jsonRef {
	var all []jsonRef
	for _, ref := range refs {
		all = append(all, jsonRefOf(ref))
	}
	return all
}

func jsonTerms(terms []plan.Term) []jsonTerm {
	var all []jsonTerm
	for _, term := range terms {
		all = append(all, jsonTerm(term))
	}
	return all
}
