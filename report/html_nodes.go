// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package report

import (
	"fmt"

	"vmha.dev/vmha/plan"
)

// nodes draws the machines in their nodes, and returns the same in words.
func (p *picture) nodes(r plan.Recovery) []string {
	spread := r.Topology.Spread
	apart := len(r.Machines) > 1 && (spread == "Required" || spread == "Preferred")
	said := nodesInWords(r.Topology, len(r.Machines))
	top := p.Height
	lines := append([]string{said[0]}, wrap(said[1], lineLetters)...)
	frame := boxAt(1, top+1, pictureWidth-2, "nodes", lines)
	y := frame.bottom()
	const inner, between = (pictureWidth - 2 - 3*padding) / 2, padding
	shown := r.Machines[:min(shownNodes, len(r.Machines))]
	var boxes []box
	for i, machine := range shown {
		column, width := i%2, inner
		if len(shown) == 1 {
			width = pictureWidth - 2 - 2*padding
		}
		text := []string{"virtual machine", cut(machine.Name, nodeLetters)}
		class := "machine"
		if apart {
			text = append([]string{fmt.Sprintf("node %d", i+1)}, text...)
			class = "machine node"
		}
		b := boxAt(1+padding+column*(inner+between), y, width, class, text)
		boxes = append(boxes, b)
		if column == 1 || i == len(shown)-1 {
			y = b.bottom() + padding
		}
	}
	if more := len(r.Machines) - len(shown); more > 0 {
		frame.Lines = append(frame.Lines, line{pictureWidth / 2, y + lineHeight - 5, "and " + count(more, "machine") + " more", false})
		y += lineHeight + padding
	}
	frame.Height = y - frame.Y
	p.Boxes = append(append(p.Boxes, frame), boxes...)
	p.Height = frame.bottom() + 1
	return append(said, names(r.Machines))
}

// nodesInWords says how many nodes there are, and how the machines stand on them.
func nodesInWords(t plan.Topology, machines int) []string {
	nodes := "Worker nodes"
	if t.Workers > 0 {
		nodes = count(t.Workers, "worker node")
	}
	switch {
	case machines == 1:
		return []string{nodes, "the machine runs on one of them"}
	case t.Spread == "Required":
		return []string{nodes, "every machine on another"}
	case t.Spread == "Preferred":
		return []string{nodes, "every machine on another, if there is room"}
	default:
		return []string{nodes, "one of them may hold all machines"}
	}
}
