// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

//go:build e2e

package e2e

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/yaml"

	"vmha.dev/vmha/internal/exampletest"
)

const gitops = "../docs/gitops"

// The releases that the files of docs/gitops are held to. Their modules hold their CRDs and
// manifests, and nothing of them is compiled.
const (
	argoCD   = "github.com/argoproj/argo-cd/v3@v3.5.7"
	fluxSync = "github.com/fluxcd/kustomize-controller@v1.9.6"
	fluxGit  = "github.com/fluxcd/source-controller@v1.9.6"
	operator = "github.com/argoproj-labs/argocd-operator@v0.18.0"
)

// upstream is the folder of a module, which Go downloads where it is not there yet.
func upstream(t *testing.T, module string) string {
	t.Helper()
	var downloaded struct{ Dir, Error string }
	done := call(t, nil, "go", "-C", t.TempDir(), "mod", "download", "-json", module)
	require.NoError(t, json.Unmarshal(done.stdout, &downloaded), "%s", done.stderr)
	if downloaded.Dir == "" {
		missing(t, "the module "+module+" cannot be had: "+downloaded.Error)
	}
	return downloaded.Dir
}

// TestGitopsSchemas checks the resources of Argo CD, Flux and OpenShift GitOps by the CRDs of their releases.
func TestGitopsSchemas(t *testing.T) {
	need(t, "kubectl-validate")
	definitions := t.TempDir()
	for module, pattern := range map[string]string{
		argoCD:   "manifests/crds/*-crd.yaml",
		fluxSync: "config/crd/bases/*.toolkit.fluxcd.io_*.yaml",
		fluxGit:  "config/crd/bases/*.toolkit.fluxcd.io_*.yaml",
		operator: "config/crd/bases/argoproj.io_argocds.yaml",
	} {
		files, err := filepath.Glob(filepath.Join(upstream(t, module), pattern))
		require.NoError(t, err)
		require.NotEmpty(t, files)
		for _, file := range files {
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			require.NoError(t, os.WriteFile(filepath.Join(definitions, filepath.Base(file)), text, 0o600))
		}
	}
	for _, file := range []string{"argocd/applicationset.yaml", "flux/berlin.yaml", "openshift/application.yaml", "openshift/argocd.yaml", "openshift/rbac.yaml"} {
		t.Run(file, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join(gitops, file))
			require.NoError(t, err)
			must(t, nil, "kubectl-validate", "--local-crds", definitions, filepath.Join(gitops, file))
			// The test must be able to fail: every document has metadata, and no kind has this.
			bad := filepath.Join(t.TempDir(), "bad.yaml")
			planted := strings.ReplaceAll(string(text), "\nmetadata:\n", "\nplanted: true\nmetadata:\n")
			require.NoError(t, os.WriteFile(bad, []byte(planted), 0o600))
			require.Error(t, call(t, nil, "kubectl-validate", "--local-crds", definitions, bad).err)
		})
	}
	for _, site := range sites(t) {
		rendered := filepath.Join(gitops, "fleet/rendered", site)
		must(t, nil, "kubectl-validate", "--local-crds", crds, rendered)
	}
}

// TestGitopsPlugin holds plugin.yaml to the fields of Argo CD's own type, and runs its command
// at every site. The rendered manifests, as Flux builds them, must be the same objects.
func TestGitopsPlugin(t *testing.T) {
	need(t, "kustomize")
	var plugin struct {
		Spec map[string]any
	}
	text, err := os.ReadFile(filepath.Join(gitops, "argocd/plugin.yaml"))
	require.NoError(t, err)
	require.NoError(t, yaml.Unmarshal(text, &plugin))
	types := filepath.Join(upstream(t, argoCD), "cmpserver/plugin/config.go")
	require.Subset(t, fields(t, types, "PluginConfigSpec"), keysOf(plugin.Spec))
	generate := plugin.Spec["generate"].(map[string]any)
	require.Subset(t, fields(t, types, "Command"), keysOf(generate))
	var command []string
	for _, word := range slices.Concat(generate["command"].([]any), generate["args"].([]any)) {
		command = append(command, word.(string))
	}
	for _, site := range sites(t) {
		t.Run(site, func(t *testing.T) {
			argo := parse(t, must(t, nil, "env", append([]string{"-C", filepath.Join(gitops, "fleet/sites", site)}, command...)...))
			copied := t.TempDir()
			require.NoError(t, os.CopyFS(copied, os.DirFS(filepath.Join(gitops, "fleet/rendered", site))))
			must(t, nil, "env", "-C", copied, "kustomize", "create", "--autodetect", "--recursive")
			require.Empty(t, argo.Diff(parse(t, must(t, nil, "kustomize", "build", copied))))
		})
	}
}

// repoServer is the repo server of Argo CD with the component.
func repoServer(t *testing.T) appsv1.Deployment {
	t.Helper()
	need(t, "kustomize")
	dir := t.TempDir()
	for name, from := range map[string]string{"argocd": filepath.Join(upstream(t, argoCD), "manifests/base/repo-server"), "vmha": filepath.Join(gitops, "argocd")} {
		files, err := filepath.Glob(filepath.Join(from, "*.yaml"))
		require.NoError(t, err)
		require.NoError(t, os.Mkdir(filepath.Join(dir, name), 0o755))
		for _, file := range files {
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			require.NoError(t, os.WriteFile(filepath.Join(dir, name, filepath.Base(file)), text, 0o600))
		}
	}
	require.NoError(t, os.WriteFile(filepath.Join(dir, "kustomization.yaml"), []byte("namespace: argocd\nresources: [argocd]\ncomponents: [vmha]\n"), 0o600))
	for document := range strings.SplitSeq(string(must(t, nil, "kustomize", "build", dir)), "---\n") {
		if strings.Contains(document, "\nkind: Deployment\n") {
			var deployment appsv1.Deployment
			require.NoError(t, yaml.UnmarshalStrict([]byte(document), &deployment))
			return deployment
		}
	}
	require.Fail(t, "no Deployment was built")
	return appsv1.Deployment{}
}

// TestGitopsRepoServer wants the sidecar to hang together with the repo server of Argo CD.
func TestGitopsRepoServer(t *testing.T) {
	pod := repoServer(t).Spec.Template.Spec
	sidecar, server := container(t, pod.Containers, "vmha"), container(t, pod.Containers, "argocd-repo-server")
	require.Equal(t, server.Image, sidecar.Image)
	volumes := map[string]corev1.Volume{}
	for _, volume := range pod.Volumes {
		volumes[volume.Name] = volume
	}
	for _, mount := range slices.Concat(sidecar.VolumeMounts, container(t, pod.InitContainers, "vmha").VolumeMounts) {
		require.Contains(t, volumes, mount.Name)
	}
	// copyutil, an init container of Argo CD, puts the server of plugins there.
	require.Contains(t, container(t, pod.InitContainers, "copyutil").Args[0], sidecar.Command[0])
	require.Regexp(t, "^vmha-plugin-[a-z0-9]{10}$", volumes["vmha-plugin"].ConfigMap.Name, "a new plugin.yaml restarts the pod")
}

// TestGitopsInitContainer runs the init container as it is declared, and builds a site by what it left behind.
func TestGitopsInitContainer(t *testing.T) {
	need(t, "docker")
	pod := repoServer(t).Spec.Template.Spec
	initial, sidecar := container(t, pod.InitContainers, "vmha"), container(t, pod.Containers, "vmha")
	volume := filepath.Join(t.TempDir(), "volume")
	require.NoError(t, os.Mkdir(volume, 0o777))
	require.NoError(t, os.Chmod(volume, 0o777)) //nolint:gosec // an emptyDir is as open, whatever our umask
	require.True(t, *initial.SecurityContext.ReadOnlyRootFilesystem)
	run := []string{
		"run", "--rm", "--network", "none", "--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges",
		"--user", strconv.FormatInt(*initial.SecurityContext.RunAsUser, 10), "--volume", volume + ":" + initial.VolumeMounts[0].MountPath, initial.Image,
	}
	must(t, nil, "docker", append(run, initial.Args...)...)
	require.Equal(t, []corev1.EnvVar{{Name: "KUSTOMIZE_PLUGIN_HOME", Value: initial.VolumeMounts[0].MountPath}}, sidecar.Env)
	require.Equal(t, initial.VolumeMounts[0].Name, sidecar.VolumeMounts[0].Name)
	t.Setenv("KUSTOMIZE_PLUGIN_HOME", volume)
	for _, site := range sites(t) {
		tree, err := exampletest.ReadTree(filepath.Join(gitops, "fleet/rendered", site))
		require.NoError(t, err)
		have := must(t, nil, "kustomize", "build", "--enable-alpha-plugins", filepath.Join(gitops, "fleet/sites", site))
		require.Empty(t, parse(t, have).Diff(parse(t, tree)))
	}
}

func container(t *testing.T, containers []corev1.Container, name string) corev1.Container {
	t.Helper()
	at := slices.IndexFunc(containers, func(c corev1.Container) bool { return c.Name == name })
	require.GreaterOrEqual(t, at, 0, name)
	return containers[at]
}

func sites(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(gitops, "fleet/sites"))
	require.NoError(t, err)
	require.NotEmpty(t, entries)
	names := make([]string, len(entries))
	for i, entry := range entries {
		names[i] = entry.Name()
	}
	return names
}

func keysOf(m map[string]any) []string {
	var keys []string
	for key := range m {
		keys = append(keys, key)
	}
	return keys
}

// fields are the names in JSON that a struct type of a Go file gives its fields. The file is
// read, not compiled: its packages are half of Argo CD.
func fields(t *testing.T, file, name string) []string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	require.NoError(t, err)
	var names []string
	ast.Inspect(parsed, func(node ast.Node) bool {
		spec, ok := node.(*ast.TypeSpec)
		if !ok || spec.Name.Name != name {
			return true
		}
		for _, field := range spec.Type.(*ast.StructType).Fields.List {
			tag := reflect.StructTag(strings.Trim(field.Tag.Value, "`"))
			key, _, _ := strings.Cut(tag.Get("json"), ",")
			names = append(names, key)
		}
		return false
	})
	require.NotEmpty(t, names, "%s has no type %s", file, name)
	return names
}
