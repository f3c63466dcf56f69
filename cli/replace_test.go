// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/fn"
)

// atomicPackage is a package in which a rendering changes a file, writes two and removes one.
var atomicPackage = map[string]string{
	"ha.yaml": `apiVersion: vmha.dev/v1alpha1
kind: HighAvailability
metadata: {name: web, namespace: shop, annotations: {config.kubernetes.io/local-config: "true"}}
spec:
  machines: {selector: {matchLabels: {app: web}}}
  loadBalancing: {addresses: [192.0.2.1/32], ports: [{name: http, port: 80}]}
  survive: {nodeDrain: {}}
`,
	"web-0.yaml": `apiVersion: kubevirt.io/v1
kind: VirtualMachine
metadata: {name: web-0, namespace: shop, labels: {app: web}}
spec:
  runStrategy: Always
  template:
    metadata: {labels: {app: web}}
    spec:
      domain: {memory: {guest: 1Gi}, devices: {interfaces: [{name: default, masquerade: {}}]}}
      networks: [{name: default, pod: {}}]
`,
	"old/budget.yaml": `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web, namespace: shop, annotations: {vmha.dev/owned-by: HighAvailability/shop/web}}
spec: {minAvailable: 1}
`,
}

func atomicFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for path, text := range atomicPackage {
		path = filepath.Join(dir, path)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	}
	return dir
}

// visible are the files of a folder that a run reads, and how many others there are.
func visible(t *testing.T, dir string) (files map[string]string, others int) {
	t.Helper()
	files = map[string]string{}
	require.NoError(t, filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		if strings.HasPrefix(entry.Name(), ".") {
			others++
			return nil
		}
		text, err := os.ReadFile(path)
		relative, _ := filepath.Rel(dir, path)
		files[relative] = string(text)
		return err
	}))
	return files, others
}

// renderUntil renders in place, and interrupts the writing before a step.
func renderUntil(dir string, interrupt func(step, path string) error) error {
	set, err := readRendered(streams{out: os.Stdout, err: &bytes.Buffer{}}, []string{dir}, dir)
	if err != nil {
		return err
	}
	outcome := fn.Render(fn.Input{Objects: set.objects(), Persists: set.staying(dir)})
	w, err := set.write(outcome, dir)
	if err != nil {
		return err
	}
	w.interrupt = interrupt
	return w.carryOut()
}

// killAt is the environment variable that tells TestKilled at which step its process dies.
const killAt = "VMHA_TEST_KILL_AT"

// TestKilled kills a process with SIGKILL before every step on the disk: each file is the
// old one or the new one, and the next run makes of it what one run would have made.
func TestKilled(t *testing.T) {
	if at, err := strconv.Atoi(os.Getenv(killAt)); err == nil {
		require.NoError(t, renderUntil(os.Getenv("VMHA_TEST_FOLDER"), func(string, string) error {
			if at--; at < 0 {
				return syscall.Kill(os.Getpid(), syscall.SIGKILL)
			}
			return nil
		}))
		return
	}
	whole := atomicFolder(t)
	var steps []string
	require.NoError(t, renderUntil(whole, func(step, _ string) error {
		steps = append(steps, step)
		return nil
	}))
	require.Equal(t, slices.Concat(slices.Repeat([]string{"stage"}, 4), slices.Repeat([]string{"rename"}, 3), []string{"remove"}), steps)
	after, others := visible(t, whole)
	require.Zero(t, others)
	for at := range len(steps) + 1 {
		dir := atomicFolder(t)
		command := exec.Command(os.Args[0], "-test.run=^TestKilled$") //nolint:gosec // It is this very test.
		command.Env = append(os.Environ(), killAt+"="+strconv.Itoa(at), "VMHA_TEST_FOLDER="+dir)
		out, err := command.CombinedOutput()
		var died *exec.ExitError
		require.Equal(t, at < len(steps), errors.As(err, &died) && !died.Exited(), "step %d: %s", at, out)
		requireOldOrNew(t, dir, after)
		require.NoError(t, renderUntil(dir, nil))
		again, _ := visible(t, dir)
		require.Equal(t, after, again, "the run after step %d", at)
	}
}

// TestWritingFails ends the writing with an error before every step: what was staged is
// taken away, and before the first file was renamed nothing has changed.
func TestWritingFails(t *testing.T) {
	whole := atomicFolder(t)
	require.NoError(t, renderUntil(whole, nil))
	after, _ := visible(t, whole)
	before, _ := visible(t, atomicFolder(t))
	full := errors.New("no space left on device")
	for at := range 8 {
		dir := atomicFolder(t)
		left, reached := at, ""
		err := renderUntil(dir, func(step, _ string) error {
			reached = step
			if left--; left < 0 {
				return full
			}
			return nil
		})
		require.ErrorIs(t, err, full)
		files, others := visible(t, dir)
		require.Zero(t, others, "nothing is left behind")
		if at <= 4 { // before the first rename
			require.Equal(t, before, files, reached)
		}
		requireOldOrNew(t, dir, after)
	}
}

func requireOldOrNew(t *testing.T, dir string, after map[string]string) {
	t.Helper()
	files, _ := visible(t, dir)
	for path, text := range files {
		require.Contains(t, []string{atomicPackage[path], after[path]}, text, path)
		require.NotEmpty(t, text, path)
	}
	for path := range atomicPackage {
		if _, stays := after[path]; stays {
			require.Contains(t, files, path)
		}
	}
}

// TestReplaceThroughLink: a link stays a link, and its target changes.
func TestReplaceThroughLink(t *testing.T) {
	dir := t.TempDir()
	target, link := filepath.Join(dir, "target.yaml"), filepath.Join(dir, "link.yaml")
	require.NoError(t, os.WriteFile(target, []byte("a: 1\n"), 0o640))
	require.NoError(t, os.Symlink(target, link))
	require.NoError(t, replaceFile(link, []byte("a: 2\n")))
	info, err := os.Lstat(link)
	require.NoError(t, err)
	require.Equal(t, os.ModeSymlink, info.Mode().Type())
	text, err := os.ReadFile(target)
	require.NoError(t, err)
	require.Equal(t, "a: 2\n", string(text))
	info, err = os.Stat(target)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o640), info.Mode().Perm())
}
