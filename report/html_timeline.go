// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package report

import (
	"fmt"
	"strconv"
	"strings"

	"vmha.dev/vmha/plan"
)

// phases are what the stages of a recovery are about. Each has a colour, and its name beside every term.
var phases = map[plan.Stage]string{
	plan.StageDetect: "notice", plan.StageCondition: "notice",
	plan.StageFence: "make safe", plan.StageRelease: "make safe", plan.StageStop: "make safe",
	plan.StageKubeVirt: "start", plan.StageLaunch: "start", plan.StageBoot: "start",
	plan.StageEndpoints: "lead clients", plan.StageAddress: "lead clients",
}

// rowView is a row of the recovery table: a chain with its timeline.
type rowView struct {
	plan.Chain
	Back     string
	Segments []segment
	// Text is the timeline for those who do not see it.
	Text string
}

// segment is a term, drawn. X and Width are per cent of the scale.
type segment struct {
	X, Width, Middle string
	Seconds          int
	Class            string
	// Number is that of the term; 0 where there is no room for it.
	Number int
	Title  string
	Open   bool
}

// chainView is a chain, term by term.
type chainView struct {
	plan.Chain
	Views string
	Open  bool
	Terms []termView
}

// termView is a term with the lane that shows when it runs.
type termView struct {
	plan.Term
	// Number is empty where the term runs beside the others.
	Number, Phase, Length, Origin, Source string
	Segment                               segment
}

func rowOf(c plan.Chain, scale int) rowView {
	row := rowView{Chain: c, Back: of(c), Segments: segmentsOf(c.Terms, scale)}
	var texts []string
	for _, term := range c.Terms {
		texts = append(texts, termInWords(term))
	}
	row.Text = strings.Join(texts, "; ")
	return row
}

func chainOf(c plan.Chain) chainView {
	view := chainView{Chain: c, Views: of(c)}
	scale := c.Worst().Seconds
	for i, s := range segmentsOf(c.Terms, scale) {
		view.Terms = append(view.Terms, termOf(c.Terms[i], s, strconv.Itoa(i+1)))
	}
	for _, term := range c.Beside { // They start with the failure, whatever stands before them here.
		view.Terms = append(view.Terms, termOf(term, segmentAt(term, 0, scale), ""))
	}
	return view
}

func termOf(t plan.Term, s segment, number string) termView {
	return termView{Term: t, Number: number, Phase: phases[t.Stage], Length: length(t), Origin: string(t.Origin), Source: origin(t), Segment: s}
}

func segmentsOf(terms []plan.Term, scale int) []segment {
	const room = 0.045 // of the scale: two digits on a phone
	var all []segment
	at := 0
	for i, term := range terms {
		s := segmentAt(term, at, scale)
		if float64(term.Seconds) >= room*float64(scale) {
			s.Number = i + 1
		}
		all = append(all, s)
		at += term.Seconds
	}
	return all
}

func segmentAt(t plan.Term, at, scale int) segment {
	return segment{
		X: percent(at, scale), Width: percent(t.Seconds, scale), Middle: percent(2*at+t.Seconds, 2*scale),
		Seconds: t.Seconds, Class: strings.ReplaceAll(phases[t.Stage], " ", "-"), Title: termInWords(t), Open: t.Open,
	}
}

func termInWords(t plan.Term) string {
	return fmt.Sprintf("%s %s (%s)", length(t), t.Name, t.Origin)
}

// percent is a part of a scale, exact enough to be measured.
func percent(part, scale int) string {
	if scale == 0 {
		return "0"
	}
	return fmt.Sprintf("%.4f", 100*float64(part)/float64(scale))
}
