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

	"vmha.dev/vmha/bench/peers/manifests"
)

// A build makes programs of packages. It runs in a folder, so that its go.mod decides on versions.
type build struct {
	folder   string
	packages []string
}

// Builds of the contenders: quick ones need little but the standard library, large ones take minutes.
var (
	quickBuilds = []build{{"..", []string{"."}}, {".", []string{"./peers/texttemplate", "./peers/yamlparse"}}}
	largeBuilds = []build{{".", []string{"./peers/kptsdk", "helm.sh/helm/v4/cmd/helm", "github.com/google/go-jsonnet/cmd/jsonnet"}}}
)

// A bench is a temporary folder with the programs, the chart and the inputs.
type bench struct{ dir string }

// newBench compiles the programs as they are shipped.
func newBench(dir string, builds ...build) (bench, error) {
	b := bench{dir}
	for _, one := range builds {
		args := append([]string{"build", "-trimpath", "-ldflags", "-s -w", "-o", b.programs() + "/"}, one.packages...)
		command := exec.Command("go", args...)
		command.Dir = one.folder
		command.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := command.CombinedOutput(); err != nil {
			return b, fmt.Errorf("building %v: %w\n%s", one.packages, err, out)
		}
	}
	return b, os.CopyFS(b.dir, manifests.Chart)
}

func (b bench) programs() string { return filepath.Join(b.dir, "programs") }

// chartOf is the chart beside the folders of the inputs.
func chartOf(in input) string { return filepath.Join(filepath.Dir(in.dir), "chart") }

// prepare writes the input of a work, and what must be rendered for it.
func (b bench) prepare(w work, machines int) (input, error) {
	dir := filepath.Join(b.dir, fmt.Sprintf("%s-%d", w.id, machines))
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return input{}, err
	}
	in, err := writeInput(dir, w, machines)
	if err != nil {
		return in, err
	}
	render := w.contenders[0]
	if w.id == check {
		render = workOf(generate).contenders[0]
	}
	if _, err := b.run(render, in, in.output()); err != nil {
		return in, err
	}
	if w.id != check {
		return in, nil
	}
	platform := filepath.Join(dir, "platform.yaml")
	p, err := readParts(w)
	return in, errors.Join(err, os.WriteFile(platform, []byte(p.platform), 0o644), concatenate(in.manifests(), platform, in.output()))
}
