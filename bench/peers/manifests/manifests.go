// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

// Package manifests holds the common work as templates, for every peer that fills in templates.
package manifests

import (
	"embed"
	"io"
	"text/template"
)

// Chart is a Helm chart, whose templates need nothing of Helm: its files lie below "chart".
//
//go:embed chart
var Chart embed.FS

// A Machine is one entry of the values' list "machines", by the names that the templates use.
type Machine map[string]any

// Templates fills in the files of the chart.
type Templates struct{ parsed *template.Template }

// Parse compiles the templates.
func Parse() (*Templates, error) {
	parsed, err := template.ParseFS(Chart, "chart/templates/*.yaml")
	return &Templates{parsed}, err
}

// Machines writes a VirtualMachine for each.
func (t *Templates) Machines(w io.Writer, machines ...Machine) error {
	return t.write(w, "machine.yaml", map[string]any{"machines": machines})
}

// Services writes a Service for each machine.
func (t *Templates) Services(w io.Writer, machines ...Machine) error {
	return t.write(w, "service.yaml", map[string]any{"machines": machines})
}

// Set writes what all machines share: the pool of this range, its advertisement and the health check.
func (t *Templates) Set(w io.Writer, addresses string) error {
	return t.write(w, "set.yaml", map[string]any{"range": addresses})
}

// write gives the values the name that Helm gives them.
func (t *Templates) write(w io.Writer, name string, values map[string]any) error {
	return t.parsed.ExecuteTemplate(w, name, map[string]any{"Values": values})
}
