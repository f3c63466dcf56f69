// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

//go:build unix

package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
)

// What vmha is to cost in CPU time at 1,000 machines, as a multiple of what others cost.
const (
	mostOfText = 6
	mostOfCat  = 25
)

// What it may cost until it gets there: what was reached, with room for another machine, so
// that no change makes it worse unseen. Lower them with what is reached.
const (
	guardOfText = 17
	guardOfCat  = 110
)

// ratioRounds is how often each runs for the check of the ratios.
const ratioRounds = 15

// checkRatios fails where vmha costs more CPU time than it may beside a text/template and cat
// in the same rounds. Times of one machine say nothing about another; ratios nearly do. What
// fails is measured once more, since a disturbed machine is likelier than a slow change.
func checkRatios(out io.Writer) error {
	return inBench(quickBuilds, func(b bench) error {
		w := workOf(generate)
		w.contenders = slices.DeleteFunc(slices.Clone(w.contenders), func(c contender) bool {
			return !slices.Contains([]string{vmha, goText, cat}, c.name)
		})
		for range 2 {
			r := results{}
			if err := b.measure(r, w, 1000, func(contender, int) int { return ratioRounds }); err != nil {
				return err
			}
			if withinRatios(out, r) {
				return nil
			}
		}
		return errors.New("generating 1,000 machines costs too much CPU time; see docs/performance.md for how to profile it")
	})
}

func withinRatios(out io.Writer, r results) bool {
	good := true
	for _, peer := range []struct {
		name string
		most float64
		goal float64
	}{{goText, guardOfText, mostOfText}, {cat, guardOfCat, mostOfCat}} {
		ratio := over(generate, vmha, peer.name, 1000, cpuOf)(r)
		fmt.Fprintf(out, "generate 1,000 machines: %sx the CPU time of %s, at most %gx (the target is %gx)\n", number(ratio), peer.name, peer.most, peer.goal)
		good = good && ratio <= peer.most
	}
	return good
}

// inBench does something in a temporary folder with these programs.
func inBench(builds []build, do func(bench) error) (err error) {
	dir, err := os.MkdirTemp("", "vmha-bench-")
	if err != nil {
		return err
	}
	defer func() {
		if removed := os.RemoveAll(dir); err == nil {
			err = removed
		}
	}()
	b, err := newBench(dir, builds...)
	if err != nil {
		return err
	}
	return do(b)
}
