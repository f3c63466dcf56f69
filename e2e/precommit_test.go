// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

//go:build e2e

package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// hooks are the ways in which pre-commit gets the program, by what is put behind the names of the hooks.
var hooks = map[string]string{"golang": "", "system": "-system", "docker_image": "-docker"}

// TestPreCommit uses the hooks as a stranger does: by repo and rev of this repository, in a
// repository of manifests of their own.
func TestPreCommit(t *testing.T) {
	need(t, "pre-commit")
	for language, suffix := range hooks {
		t.Run(language, func(t *testing.T) {
			if language == "docker_image" {
				need(t, "docker")
			}
			settings(t)
			r := newRepository(t, suffix)

			stale, failed := r.preCommit(t)
			require.True(t, failed, "%s", stale)
			for _, want := range []string{"+++ b/rendered/shop.web.application.yaml", "rendered/shop.web.application.yaml: new", "+      evictionStrategy: LiveMigrate", "vmha check...", "Passed"} {
				require.Contains(t, stale, want)
			}
			r.commit(t, "rendered")
			fresh, failed := r.preCommit(t)
			require.False(t, failed, "the second run passes\n%s", fresh)

			r.replace(t, "rendered/shop.web.application.yaml", "port: 80\n", "port: 81\n")
			r.commit(t, "by hand")
			tampered, failed := r.preCommit(t)
			require.True(t, failed)
			require.Contains(t, tampered, "-    port: 81\n+    port: 80\n")
			r.commit(t, "rendered again")

			r.deletesIntent(t)

			clone := repository{t.TempDir()}
			git(t, clone.dir, "clone", "--quiet", r.dir, ".")
			cloned, failed := clone.preCommit(t)
			require.False(t, failed, "from a fresh clone\n%s", cloned)
		})
	}
}

// deletesIntent deletes the intent and nothing else. pre-commit hands a hook no deleted files,
// and still it must tell what is left; with prune: Orphans that goes.
func (r repository) deletesIntent(t *testing.T) {
	t.Helper()
	git(t, r.dir, "rm", "--quiet", "base/ha.yaml")
	stale, failed := r.preCommitStaged(t)
	require.True(t, failed, "nothing sets fields of the machine any more\n%s", stale)
	require.Contains(t, stale, "-      evictionStrategy: LiveMigrate\n")
	r.commit(t, "the intent is gone")
	told, failed := r.preCommit(t)
	require.False(t, failed, "%s", told)
	for _, output := range []string{stale, told} {
		require.Contains(t, output, ": warning: Service shop/web: ")
		require.Contains(t, output, "render with prune: Orphans")
	}
	require.FileExists(t, filepath.Join(r.dir, "rendered/shop.web.application.yaml"))

	r.replace(t, ".pre-commit-config.yaml", "[-o, rendered, base]", "[--prune, Orphans, -o, rendered, base]")
	git(t, r.dir, "add", "--all")
	pruned, failed := r.preCommitStaged(t)
	require.True(t, failed, "%s", pruned)
	require.Contains(t, pruned, "rendered/shop.web.application.yaml: removed")
	require.NoFileExists(t, filepath.Join(r.dir, "rendered/shop.web.application.yaml"))
	require.FileExists(t, filepath.Join(r.dir, "rendered/web-0.yaml"), "the machine is the user's")
	r.commit(t, "pruned")
	again, failed := r.preCommit(t)
	require.False(t, failed, "%s", again)
}

// settings keep pre-commit off the folders of the user, and Go's modules where they are.
func settings(t *testing.T) {
	t.Helper()
	cache := strings.TrimSpace(string(must(t, nil, "go", "env", "GOMODCACHE")))
	t.Setenv("GOMODCACHE", cache)
	t.Setenv("GOCACHE", strings.TrimSpace(string(must(t, nil, "go", "env", "GOCACHE"))))
	t.Setenv("PRE_COMMIT_HOME", t.TempDir())
	t.Setenv("PATH", filepath.Dir(binary)+string(os.PathListSeparator)+os.Getenv("PATH"))
}

// A repository holds manifests, with a configuration of pre-commit.
type repository struct{ dir string }

func newRepository(t *testing.T, suffix string) repository {
	t.Helper()
	r := repository{t.TempDir()}
	here, err := filepath.Abs(root)
	require.NoError(t, err)
	rev := strings.TrimSpace(string(git(t, here, "rev-parse", "HEAD")))
	r.write(t, ".pre-commit-config.yaml", `repos:
- repo: `+here+`
  rev: `+rev+`
  hooks:
  - id: vmha-render`+suffix+`
    args: [-o, rendered, base]
  - id: vmha-check`+suffix+`
    args: [rendered]
`)
	r.write(t, "base/ha.yaml", `apiVersion: vmha.dev/v1alpha1
kind: HighAvailability
metadata: {name: web, namespace: shop, annotations: {config.kubernetes.io/local-config: "true"}}
spec:
  machines: {selector: {matchLabels: {app: web}}}
  loadBalancing: {type: ClusterIP, ports: [{name: http, port: 80}]}
  survive: {nodeDrain: {}}
`)
	r.write(t, "base/web-0.yaml", `apiVersion: kubevirt.io/v1
kind: VirtualMachine
metadata: {name: web-0, namespace: shop, labels: {app: web}}
spec:
  runStrategy: Always # never off
  template:
    metadata: {labels: {app: web}}
    spec:
      architecture: amd64
      domain:
        memory: {guest: 1Gi}
        devices: {interfaces: [{name: default, masquerade: {}}]}
      networks: [{name: default, pod: {}}]
      volumes: [{name: root, containerDisk: {image: example.com/web}}]
`)
	git(t, r.dir, "init", "--quiet")
	r.commit(t, "manifests")
	return r
}

func (r repository) write(t *testing.T, name, text string) {
	t.Helper()
	path := filepath.Join(r.dir, name)
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
}

func (r repository) replace(t *testing.T, name, before, after string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(r.dir, name))
	require.NoError(t, err)
	require.Contains(t, string(text), before)
	r.write(t, name, strings.Replace(string(text), before, after, 1))
}

func (r repository) commit(t *testing.T, message string) {
	t.Helper()
	git(t, r.dir, "add", "--all")
	git(t, r.dir, "-c", "user.name=owner", "-c", "user.email=owner@example.com", "commit", "--quiet", "-m", message)
}

// preCommit runs all hooks on all files.
func (r repository) preCommit(t *testing.T) (output string, failed bool) {
	t.Helper()
	done := call(t, nil, "env", "-C", r.dir, "pre-commit", "run", "--all-files", "--color", "never")
	return string(done.stdout) + string(done.stderr), done.err != nil
}

// preCommitStaged runs the hooks as git commit does, for what is staged.
func (r repository) preCommitStaged(t *testing.T) (output string, failed bool) {
	t.Helper()
	done := call(t, nil, "env", "-C", r.dir, "pre-commit", "run", "--color", "never")
	return string(done.stdout) + string(done.stderr), done.err != nil
}

func git(t *testing.T, dir string, args ...string) []byte {
	t.Helper()
	return must(t, nil, "git", append([]string{"-C", dir}, args...)...)
}
