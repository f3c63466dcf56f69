// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

// Command yamlparse reads a stream of manifests into nodes with yaml.v3, and does nothing
// with them: what every tool pays that reads YAML with this library.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"go.yaml.in/yaml/v3"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: yamlparse FILE")
		os.Exit(2)
	}
	if err := parse(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "yamlparse:", err)
		os.Exit(1)
	}
}

func parse(file string) error {
	in, err := os.Open(file)
	if err != nil {
		return err
	}
	decoder := yaml.NewDecoder(in)
	for {
		var document yaml.Node
		switch err := decoder.Decode(&document); {
		case errors.Is(err, io.EOF):
			return in.Close()
		case err != nil:
			return errors.Join(err, in.Close())
		}
	}
}
