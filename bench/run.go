// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

//go:build unix

package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// A cost is what one run took: milliseconds, and MiB.
type cost struct{ cpu, wall, peak float64 }

// run does the work once. Input, output and messages are files: nothing of them passes
// through this program.
func (b bench) run(c contender, in input, output string) (one cost, err error) {
	command := exec.Command(b.path(c.program))
	if c.args != nil {
		command.Args = append(command.Args, c.args(in)...)
	}
	// Helm looks for settings in the user's folders; there shall be none.
	command.Env = append(os.Environ(), "HOME="+b.dir, "XDG_CONFIG_HOME="+b.dir, "XDG_CACHE_HOME="+b.dir, "XDG_DATA_HOME="+b.dir)
	if c.stdin != nil {
		file, err := os.Open(c.stdin(in))
		if err != nil {
			return cost{}, err
		}
		defer func() { _ = file.Close() }()
		command.Stdin = file
	}
	out, err := os.Create(output)
	if err != nil {
		return cost{}, err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	messages, err := os.Create(filepath.Join(in.dir, "messages"))
	if err != nil {
		return cost{}, err
	}
	defer func() { err = errors.Join(err, messages.Close()) }()
	command.Stdout, command.Stderr = out, messages

	start := time.Now()
	if err := command.Run(); err != nil {
		said, _ := os.ReadFile(messages.Name())
		return cost{}, fmt.Errorf("%s: %w\n%.2000s", command, err, said)
	}
	wall := time.Since(start)
	state := command.ProcessState
	return cost{milliseconds(state.UserTime() + state.SystemTime()), milliseconds(wall), peakMiB(state)}, nil
}

// path is a program that was built here, or one of the system.
func (b bench) path(program string) string {
	if program == cat {
		return program
	}
	return filepath.Join(b.programs(), program)
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
