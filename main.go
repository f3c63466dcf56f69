// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

// Command vmha makes virtual machines on Kubernetes highly available, by GitOps.
package main

import (
	"os"

	"vmha.dev/vmha/cli"
)

func main() {
	os.Exit(cli.Main(os.Args, os.Stdin, os.Stdout, os.Stderr))
}
