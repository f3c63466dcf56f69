// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

//go:build e2e

package e2e

import (
	"bytes"
	"os"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/require"
)

// Where the programs come from. A missing one skips its tests, and fails them where CI=true.
var programs = map[string]string{
	"kustomize":        "go install sigs.k8s.io/kustomize/kustomize/v5@v5.8.2",
	"kubectl":          "see the documentation of Kubernetes",
	"kubectl-validate": "go install sigs.k8s.io/kubectl-validate@v0.0.4",
	"kpt":              "see kpt.dev/installation",
	"docker":           "the package docker.io of Debian and Ubuntu, with its daemon running",
	"chromium":         "the package chromium of Debian",
	"pre-commit":       "the package pre-commit of Debian",
}

// need skips or fails the test where a program is missing.
func need(t *testing.T, name string) {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		missing(t, name+" is not on the PATH; how to get it: "+programs[name])
	}
	if name != "docker" {
		return
	}
	if out, err := exec.Command("docker", "info").CombinedOutput(); err != nil {
		missing(t, "docker's daemon does not answer; how to get it: "+programs[name]+"\n"+string(out))
	}
	for _, image := range []string{"vmha", "localhost/vmha", "vmha:arm64"} {
		if exec.Command("docker", "image", "inspect", image).Run() != nil {
			missing(t, "there is no image "+image+"; how to get it: make image")
		}
	}
}

func missing(t *testing.T, message string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal("NOT TESTED: " + message)
	}
	t.Skip("NOT TESTED: " + message)
}

// An outcome is what a program left behind.
type outcome struct {
	stdout, stderr []byte
	err            error
}

// call runs a program to its end.
func call(t *testing.T, stdin []byte, name string, args ...string) outcome {
	t.Helper()
	var stdout, stderr bytes.Buffer
	command := exec.Command(name, args...)
	command.Stdin, command.Stdout, command.Stderr = bytes.NewReader(stdin), &stdout, &stderr
	err := command.Run()
	return outcome{stdout.Bytes(), stderr.Bytes(), err}
}

// must returns what a program prints, which must end well.
func must(t *testing.T, stdin []byte, name string, args ...string) []byte {
	t.Helper()
	done := call(t, stdin, name, args...)
	require.NoError(t, done.err, "%s %v\n%s%s", name, args, done.stderr, done.stdout)
	return done.stdout
}
