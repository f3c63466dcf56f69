// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

//go:build unix

// Command bench measures whole runs of the program: CPU time, wall time and peak
// memory for 1 to 10,000 machines that are made or changed, in file mode and as a
// KRM function. It runs in the root of the repository: go run ./bench.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"
)

// patience is how long a measurement is repeated; the first run always counts.
const patience = 20 * time.Second

func main() {
	runs := flag.Int("runs", 5, "most runs of each measurement; the medians are printed")
	largest := flag.Int("max", 10000, "largest number of machines")
	flag.Parse()
	if err := benchmark(*runs, *largest); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func benchmark(runs, largest int) (err error) {
	dir, err := os.MkdirTemp("", "vmha-bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	binary, err := build(dir)
	if err != nil {
		return err
	}
	fmt.Printf("%-18s %-9s %9s %10s %10s %10s %5s\n", "work", "face", "machines", "CPU ms", "wall ms", "peak MiB", "runs")
	for _, w := range works {
		for _, machines := range []int{1, 100, 1000, 10000} {
			if machines > largest {
				break
			}
			if err := measure(binary, dir, w, machines, runs); err != nil {
				return err
			}
		}
	}
	return nil
}

// build compiles the program as it is shipped.
func build(dir string) (string, error) {
	binary := filepath.Join(dir, "vmha")
	command := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", binary, ".")
	command.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := command.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return binary, nil
}

// A cost is what one run took.
type cost struct{ cpu, wall, peak float64 }

// measure prints one line of the table.
func measure(binary, dir string, w work, machines, runs int) error {
	file := filepath.Join(dir, "input.yaml")
	if err := writeInput(file, w, machines); err != nil {
		return err
	}
	var costs []cost
	for start := time.Now(); len(costs) == 0 || len(costs) < runs && time.Since(start) < patience; {
		one, err := run(binary, w, file)
		if err != nil {
			return fmt.Errorf("%s, %s, %d machines: %w", w.name, w.face, machines, err)
		}
		costs = append(costs, one)
	}
	fmt.Printf("%-18s %-9s %9d %10.1f %10.1f %10.1f %5d\n", w.name, w.face, machines,
		median(costs, func(c cost) float64 { return c.cpu }),
		median(costs, func(c cost) float64 { return c.wall }),
		median(costs, func(c cost) float64 { return c.peak }), len(costs))
	return nil
}

// run renders the file once. Input and messages are files, for Linux counts what this program
// has in memory when it starts another one as memory of the other.
func run(binary string, w work, file string) (one cost, err error) {
	command := exec.Command(binary, "render", file)
	if w.face == function {
		command = exec.Command(binary)
	}
	in, err := os.Open(file)
	if err != nil {
		return cost{}, err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	messages, err := os.Create(file + ".messages")
	if err != nil {
		return cost{}, err
	}
	defer func() { err = errors.Join(err, messages.Close()) }()
	command.Stdin, command.Stderr = in, messages

	start := time.Now()
	if err := command.Run(); err != nil {
		said, _ := os.ReadFile(messages.Name())
		return cost{}, fmt.Errorf("%w\n%.2000s", err, said)
	}
	wall := time.Since(start)
	state := command.ProcessState
	return cost{milliseconds(state.UserTime() + state.SystemTime()), milliseconds(wall), peakMiB(state)}, nil
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func median(costs []cost, of func(cost) float64) float64 {
	values := make([]float64, len(costs))
	for i, c := range costs {
		values[i] = of(c)
	}
	slices.Sort(values)
	return values[len(values)/2]
}
