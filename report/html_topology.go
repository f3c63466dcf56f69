// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package report

import (
	"fmt"
	"strings"

	"vmha.dev/vmha/plan"
)

// The sizes of a picture, in units of its view box: narrow enough for a phone at full size.
const (
	pictureWidth = 340
	lineHeight   = 18
	padding      = 8
	gap          = 26
	lineLetters  = 42
	nodeLetters  = 20
	shownNodes   = 4
)

// picture is the topology of a group, laid out from top to bottom.
type picture struct {
	Width, Height int
	Boxes         []box
	Arrows        []arrow
	Text          string
}

// box is a thing with its lines of text. Missing things have a dashed border, and say so.
type box struct {
	X, Y, Width, Height int
	Class               string
	Lines               []line
}

type line struct {
	X, Y int
	Text string
	Head bool
}

type arrow struct {
	X1, Y1, X2, Y2 int
	Class          string
}

func pictureOf(r plan.Recovery) picture {
	p := picture{Width: pictureWidth}
	var said []string
	for i, part := range partsOf(r) {
		if i > 0 {
			p.arrow(pictureWidth/2, "way")
		}
		p.stack(part)
		said = append(said, part.lines...)
	}
	if r.Service == (plan.Ref{}) {
		p.Height += gap
	} else {
		p.arrow(pictureWidth/2, "way")
	}
	said = append(said, p.nodes(r)...)
	p.arrow(pictureWidth/2, "watch")
	check := checkOf(r.Topology.Fencing)
	p.stack(check)
	p.Text = strings.Join(append(said, check.lines...), "; ")
	return p
}

// part is what a box says. Its first line is the head.
type part struct {
	class string
	lines []string
}

// partsOf are what stands between clients and nodes.
func partsOf(r plan.Recovery) []part {
	if r.Service == (plan.Ref{}) {
		return []part{{"missing", []string{"Clients", "no Service leads them to the machines"}}}
	}
	t := r.Topology
	parts := []part{{"clients", []string{"Clients"}}}
	if t.Type == "LoadBalancer" {
		parts = append(parts, addressOf(t))
	}
	service := part{"service", []string{"Service " + short(r.Service), t.Type}}
	return append(parts, part{service.class, append(service.lines, few(t.Ports, "port")...)})
}

func addressOf(t plan.Topology) part {
	head := "Address of the load balancer"
	if t.Pool != "" {
		head = "Address from pool " + t.Pool
	}
	lines := append([]string{head}, few(t.Addresses, "range")...)
	switch t.Announcer {
	case plan.AnnouncedByL2:
		return part{"address", append(lines, "MetalLB, L2: one node answers for it")}
	case plan.AnnouncedByBGP:
		return part{"address", append(lines, "MetalLB, BGP: routers know the nodes")}
	default:
		return part{"missing", append(lines, "it cannot be seen here who announces it")}
	}
}

// few are the first of some texts, and the number of the others.
func few(texts []string, noun string) []string {
	const most = 3
	if len(texts) <= most {
		return texts
	}
	return append(append([]string{}, texts[:most]...), "and "+count(len(texts)-most, noun)+" more")
}

// checkOf says who watches the nodes.
func checkOf(f plan.Fencing) part {
	switch {
	case f.By == plan.FencedElsewhere:
		return part{"check", []string{"Somebody else fences dead nodes", "so the intent says; the time is not known"}}
	case f.By == plan.FencedByNobody:
		return part{"missing", []string{"Nobody fences a dead node", "no health check of nodes was found"}}
	case f.Defect.Reason != "":
		return part{"missing", []string{f.Name, f.Defect.Reason}}
	default:
		return part{"check", []string{f.Name, fmt.Sprintf("watches the nodes, waits %d s, then: %s", f.Timeout.Value, f.Remedy.Kind)}}
	}
}

// stack puts a box of full width below what is there.
func (p *picture) stack(content part) {
	lines := []string{}
	for _, text := range content.lines {
		lines = append(lines, wrap(text, lineLetters)...)
	}
	p.Boxes = append(p.Boxes, boxAt(1, p.Height+1, pictureWidth-2, content.class, lines))
	p.Height = p.Boxes[len(p.Boxes)-1].bottom() + 1
}

func (p *picture) arrow(x int, class string) {
	p.Arrows = append(p.Arrows, arrow{x, p.Height, x, p.Height + gap, class})
	p.Height += gap
}

func (b box) bottom() int { return b.Y + b.Height }

func boxAt(x, y, width int, class string, lines []string) box {
	b := box{X: x, Y: y, Width: width, Height: len(lines)*lineHeight + 2*padding, Class: class}
	for i, text := range lines {
		b.Lines = append(b.Lines, line{x + width/2, y + padding + i*lineHeight + lineHeight - 5, text, i == 0})
	}
	return b
}

// wrap breaks a text into lines; a word that is too long is cut.
func wrap(text string, letters int) []string {
	var lines []string
	current := ""
	for word := range strings.FieldsSeq(text) {
		word = cut(word, letters)
		switch {
		case current == "":
			current = word
		case len([]rune(current))+1+len([]rune(word)) <= letters:
			current += " " + word
		default:
			lines, current = append(lines, current), word
		}
	}
	return append(lines, current)
}

// cut leaves the ends of a name, which tell names apart.
func cut(text string, letters int) string {
	letter := []rune(text)
	if len(letter) <= letters {
		return text
	}
	half := (letters - 1) / 2
	return string(letter[:half]) + "…" + string(letter[len(letter)-half:])
}
