// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

//go:build unix

package main

import (
	"os"
	"path/filepath"
)

// A place is one cell of a table.
type place struct {
	work, contender string
	machines        int
}

// results are the costs by round. A contender that sits rounds out has fewer.
type results map[place][]cost

// rounds is how often a contender runs with so many machines.
func rounds(c contender, machines int) int {
	switch {
	case machines < 1000:
		return 15
	case machines == 1000 && c.slow:
		return 5
	case machines == 1000:
		return 15
	case c.slow:
		return 3
	default:
		return 7
	}
}

// measure runs the contenders of a work in turn, round by round, so that a disturbance hits
// all of them; who begins changes.
func (b bench) measure(into results, w work, machines int, rounds func(contender, int) int) error {
	in, err := b.prepare(w, machines)
	if err != nil {
		return err
	}
	most := 0
	for _, c := range w.contenders {
		most = max(most, rounds(c, machines))
	}
	for round := range most {
		for turn := range w.contenders {
			c := w.contenders[(round+turn)%len(w.contenders)]
			if round >= rounds(c, machines) {
				continue
			}
			one, err := b.run(c, in, filepath.Join(in.dir, "discarded"))
			if err != nil {
				return err
			}
			at := place{w.id, c.name, machines}
			into[at] = append(into[at], one)
		}
	}
	return os.RemoveAll(in.dir)
}
