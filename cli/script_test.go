// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"errors"
	"os"
	"os/exec"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"vmha.dev/vmha/fn"
	"vmha.dev/vmha/internal/golden"
)

func TestMain(m *testing.M) {
	program := func() { os.Exit(Main(os.Args, os.Stdin, os.Stdout, os.Stderr)) }
	names := map[string]func(){"vmha": program}
	for _, kind := range fn.ConfigKinds {
		names[kind] = program // what vmha install calls it
	}
	testscript.Main(m, names)
}

// TestScripts runs the program as people call it: one file for each behaviour.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "../testdata/script", RequireExplicitExec: true, RequireUniqueNames: true, UpdateScripts: golden.Updating(),
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "machines": writeMachines, "bytes": writeBytes, "atmost": atMost},
	})
}

// exits runs a program that must end with an exit code: exits 1 vmha render .
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM ARGUMENT...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}
