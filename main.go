// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

// Command vmha makes virtual machines on Kubernetes highly available, by GitOps.
package main

import (
	"os"
	"runtime"
	"runtime/debug"

	"vmha.dev/vmha/cli"
)

func main() {
	tune()
	os.Exit(cli.Main(os.Args, os.Stdin, os.Stdout, os.Stderr))
}

// tune trades memory for time, as suits a program that reads, writes and ends: one
// thread, and few collections of garbage. What the environment says stands.
func tune() {
	if os.Getenv("GOMAXPROCS") == "" {
		runtime.GOMAXPROCS(1)
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(300)
	}
}
