// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

// Command texttemplate is a generator as people write it by hand: values as JSON in, templates filled in.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"vmha.dev/vmha/bench/peers/manifests"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: texttemplate VALUES.json")
		os.Exit(2)
	}
	if err := generate(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "texttemplate:", err)
		os.Exit(1)
	}
}

func generate(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var values struct {
		Range    string              `json:"range"`
		Machines []manifests.Machine `json:"machines"`
	}
	if err := json.Unmarshal(text, &values); err != nil {
		return err
	}
	templates, err := manifests.Parse()
	if err != nil {
		return err
	}
	out := bufio.NewWriter(os.Stdout)
	return errors.Join(
		templates.Machines(out, values.Machines...),
		templates.Services(out, values.Machines...),
		templates.Set(out, values.Range),
		out.Flush(),
	)
}
