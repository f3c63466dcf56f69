// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// writeMachines makes many files of a template: machines 50 machine.yaml vms writes
// vms/vm-01.yaml and so on, with the number in place of NN.
func writeMachines(ts *testscript.TestScript, _ bool, args []string) {
	number, err := strconv.Atoi(args[0])
	ts.Check(err)
	template := ts.ReadFile(args[1])
	dir := ts.MkAbs(args[2])
	ts.Check(os.MkdirAll(dir, 0o750))
	for i := range number {
		text := strings.ReplaceAll(template, "NN", fmt.Sprintf("%02d", i+1))
		ts.Check(os.WriteFile(filepath.Join(dir, fmt.Sprintf("vm-%02d.yaml", i+1)), []byte(text), 0o600))
	}
}

// atMost fails where a text has more lines: atmost 45 stdout.
func atMost(ts *testscript.TestScript, _ bool, args []string) {
	limit, err := strconv.Atoi(args[0])
	ts.Check(err)
	if lines := strings.Count(ts.ReadFile(args[1]), "\n"); lines > limit {
		ts.Fatalf("%s has %d lines, more than %d", args[1], lines, limit)
	}
}

// writeBytes makes a file that is no text: bytes vms/locked.yaml 00474954.
func writeBytes(ts *testscript.TestScript, _ bool, args []string) {
	content, err := hex.DecodeString(args[1])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), content, 0o600))
}
