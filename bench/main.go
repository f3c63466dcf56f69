// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

//go:build unix

// Command bench measures whole runs of the program: CPU time, wall time and peak
// memory for 1 to 10,000 machines that are made or changed, in file mode and as a
// KRM function. It runs in the root of the repository: go run ./bench.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"
)

func main() {
	runs := flag.Int("runs", 5, "runs of each measurement; the medians are printed")
	largest := flag.Int("max", 10000, "largest number of machines")
	flag.Parse()
	if err := bench(*runs, *largest); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func bench(runs, largest int) error {
	dir, err := os.MkdirTemp("", "vmha-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	binary := filepath.Join(dir, "vmha")
	build := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", binary, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	fmt.Printf("medians of %d runs\n\n%-18s %-9s %9s %10s %10s %10s\n", runs, "work", "face", "machines", "CPU ms", "wall ms", "peak MiB")
	for _, w := range works {
		for machines := 1; machines <= largest; machines *= 10 {
			if machines == 10 {
				continue // The start of the process still decides here.
			}
			if err := measure(binary, dir, w, machines, runs); err != nil {
				return err
			}
		}
	}
	return nil
}

// A cost is what one run took.
type cost struct{ cpu, wall, peak float64 }

// measure prints one line of the table.
func measure(binary, dir string, w work, machines, runs int) error {
	file := filepath.Join(dir, "input.yaml")
	if err := os.WriteFile(file, w.input(machines), 0o600); err != nil {
		return err
	}
	costs := make([]cost, runs)
	for i := range costs {
		var err error
		if costs[i], err = run(binary, w, file); err != nil {
			return fmt.Errorf("%s, %s, %d machines: %w", w.name, w.face, machines, err)
		}
	}
	fmt.Printf("%-18s %-9s %9d %10.1f %10.1f %10.1f\n", w.name, w.face, machines,
		median(costs, func(c cost) float64 { return c.cpu }),
		median(costs, func(c cost) float64 { return c.wall }),
		median(costs, func(c cost) float64 { return c.peak }))
	return nil
}

// run renders the file once. The output goes to the null device, messages are kept for the case that it fails.
func run(binary string, w work, file string) (cost, error) {
	args := []string{"render", file}
	command := exec.Command(binary, args...)
	if w.face == function {
		in, err := os.Open(file)
		if err != nil {
			return cost{}, err
		}
		defer in.Close()
		command = exec.Command(binary)
		command.Stdin = in
	}
	messages, err := os.CreateTemp(filepath.Dir(file), "messages-")
	if err != nil {
		return cost{}, err
	}
	defer messages.Close()
	command.Stderr = messages
	start := time.Now()
	err = command.Run()
	wall := time.Since(start)
	if err != nil {
		said, _ := os.ReadFile(messages.Name())
		return cost{}, fmt.Errorf("%w\n%.2000s", err, said)
	}
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
