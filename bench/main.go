// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

//go:build unix

// Command bench measures whole runs of vmha beside other programs that do the same work, for
// 1 to 10,000 machines, and writes a document of it. It runs in its own folder: make bench.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"runtime/debug"
	"slices"
	"strings"
)

func main() {
	file := flag.String("write", "", "file for the document; default is stdout")
	largest := flag.Int("max", 10000, "largest number of machines; what needs more is told as not measured")
	ratios := flag.Bool("ratios", false, "only check the CPU time of 1,000 machines against that of text/template and cat")
	flag.Parse()
	debug.SetGCPercent(10) // a small heap, for it shows in what the others seem to need: see writeInput
	do := func() error { return benchmark(*file, *largest) }
	if *ratios {
		do = func() error { return checkRatios(os.Stdout) }
	}
	if err := do(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func benchmark(file string, largest int) error {
	fmt.Fprintln(os.Stderr, "building the programs")
	return inBench(slices.Concat(quickBuilds, largeBuilds), func(b bench) error {
		r := results{}
		for _, w := range works {
			for _, machines := range w.sizes {
				if machines > largest {
					break
				}
				fmt.Fprintln(os.Stderr, w.id, machines)
				if err := b.measure(r, w, machines, rounds); err != nil {
					return err
				}
			}
		}
		versions, err := peerVersions()
		if err != nil {
			return err
		}
		var document bytes.Buffer
		writeReport(&document, r, versions)
		if file == "" {
			_, err = document.WriteTo(os.Stdout)
			return err
		}
		return os.WriteFile(file, document.Bytes(), 0o644)
	})
}

// peerVersions are the versions of the modules that this one pins, by their paths.
func peerVersions() (map[string]string, error) {
	list, err := exec.Command("go", "list", "-m", "all").Output()
	if err != nil {
		return nil, fmt.Errorf("go list -m all: %w", err)
	}
	versions := map[string]string{}
	for line := range strings.Lines(string(list)) {
		if path, version, found := strings.Cut(strings.TrimSpace(line), " "); found {
			versions[path] = version
		}
	}
	return versions, nil
}
